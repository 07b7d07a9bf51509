package dev.portico.catalog.pipeline;

import dev.portico.catalog.PlaceholderReader;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.yaml.YamlParser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts the contents of other files in the place of `$text`, `$json` and `$yaml`. An object with
/// another key beside, or with another `$` key, stays as it is.
final class Placeholders {
    private static final Set<String> RESOLVERS = Set.of("$text", "$json", "$yaml");

    private final PlaceholderReader reader;
    private final Findings findings;

    private Placeholders(PlaceholderReader reader, Findings findings) {
        this.reader = reader;
        this.findings = findings;
    }

    static JsonObject replace(JsonObject document, PlaceholderReader reader, Findings findings) {
        if (!contains(document.fields())) {
            return document;
        }
        Placeholders placeholders = new Placeholders(reader, findings);
        return placeholders.replaced(document.fields(), "") instanceof Map<?, ?> map
                ? JsonObject.of(map)
                : document;
    }

    private static boolean contains(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return resolver(map) != null || map.values().stream().anyMatch(Placeholders::contains);
        }
        return value instanceof List<?> list && list.stream().anyMatch(Placeholders::contains);
    }

    private static @Nullable String resolver(Map<?, ?> map) {
        if (map.size() != 1) {
            return null;
        }
        return map.keySet().iterator().next() instanceof String key && RESOLVERS.contains(key)
                ? key
                : null;
    }

    private @Nullable Object replaced(@Nullable Object value, String pointer) {
        if (value instanceof Map<?, ?> map) {
            @Nullable String resolver = resolver(map);
            return resolver == null
                    ? replacedMembers(map, pointer)
                    : resolved(resolver, map.get(resolver), pointer);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            for (int i = 0; i < list.size(); i++) {
                copy.add(replaced(list.get(i), pointer + '/' + i));
            }
            return copy;
        }
        return value;
    }

    private Map<String, @Nullable Object> replacedMembers(Map<?, ?> map, String pointer) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach(
                (key, member) -> {
                    String name = (String) key;
                    String place = pointer + '/' + JsonValues.pointerToken(name);
                    copy.put(name, replaced(member, place));
                });
        return copy;
    }

    private @Nullable Object resolved(String resolver, @Nullable Object target, String pointer) {
        if (!(target instanceof String path) || path.isBlank()) {
            report(
                    resolver + " must be a path or URL.",
                    pointer,
                    resolver,
                    target == null ? "null" : target);
            return null;
        }
        try {
            byte[] content = reader.read(path);
            return switch (resolver) {
                case "$text" -> text(content);
                case "$json" -> JsonValues.parse(text(content));
                default -> yaml(content);
            };
        } catch (PorticoException e) {
            report(
                    resolver + " could not read '" + path + "': " + e.text(),
                    pointer,
                    resolver,
                    path);
            return null;
        }
    }

    /// Nothing further is said about the value that could not be put in.
    private void report(String message, String pointer, String resolver, Object found) {
        findings.error(
                "placeholder", "The placeholder " + message, pointer + '/' + resolver, found, null);
        findings.cover(pointer);
    }

    private static String text(byte[] content) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new PorticoException(ErrorCode.INVALID_INPUT, "It is not valid UTF-8.", e);
        }
    }

    private static @Nullable Object yaml(byte[] content) {
        YamlParser.Single single = YamlParser.parseSingle(content);
        if (single.error() != null) {
            throw PorticoException.invalid("It can't be used as YAML: " + single.error() + ".");
        }
        return single.value().orElse(null);
    }
}
