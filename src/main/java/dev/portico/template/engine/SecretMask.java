package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Replaces secrets by `***`, also where they stand encoded: base64 (both alphabets, with and
/// without padding), URL-encoded, as in a JSON text, as hex digits. Safe for threads.
final class SecretMask {
    private static final String HIDDEN = "***";

    /// A single character stands everywhere.
    private static final int SHORTEST = 2;

    private static final HexFormat HEX = HexFormat.of();

    private final Set<String> values = new TreeSet<>();

    /// The longest first, so that no part of one is left.
    private volatile List<String> forms = List.of();

    /// Hides a value from now on.
    synchronized void add(String secret) {
        if (secret.length() < SHORTEST || !values.add(secret)) {
            return;
        }
        Set<String> all = new TreeSet<>(forms);
        addForms(secret, all);
        String stripped = secret.strip();
        if (stripped.length() >= SHORTEST) {
            addForms(stripped, all);
        }
        forms =
                all.stream()
                        .sorted(
                                Comparator.comparingInt(String::length)
                                        .reversed()
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
    }

    /// Hides all texts in a value.
    void addAll(@Nullable Object value) {
        switch (value) {
            case null -> {}
            case String text -> add(text);
            case Map<?, ?> map -> map.values().forEach(this::addAll);
            case List<?> list -> list.forEach(this::addAll);
            case Boolean _ -> {}
            default -> add(JsonValues.scalarText(value));
        }
    }

    private static void addForms(String secret, Set<String> forms) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            forms.add(encoder.encodeToString(bytes));
            forms.add(encoder.withoutPadding().encodeToString(bytes));
        }
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String percent = url.replace("+", "%20");
        // as JavaScript's encodeURIComponent
        String component =
                percent.replace("%21", "!")
                        .replace("%27", "'")
                        .replace("%28", "(")
                        .replace("%29", ")")
                        .replace("%7E", "~");
        for (String encoded : List.of(url, percent, component)) {
            forms.add(encoded);
            forms.add(lowerEscapes(encoded));
        }
        String json = JsonValues.toJson(secret);
        forms.add(json.substring(1, json.length() - 1));
        String hex = HEX.formatHex(bytes);
        forms.add(hex);
        forms.add(hex.toUpperCase(Locale.ROOT));
    }

    /// `%2f` for `%2F`.
    private static String lowerEscapes(String encoded) {
        StringBuilder lower = new StringBuilder(encoded);
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) == '%') {
                String digits = lower.substring(i + 1, i + 3);
                lower.replace(i + 1, i + 3, digits.toLowerCase(Locale.ROOT));
            }
        }
        return lower.toString();
    }

    String text(String text) {
        String masked = text;
        for (String form : forms) {
            masked = masked.replace(form, HIDDEN);
        }
        return masked;
    }

    /// Masks what stands in a file.
    byte[] bytes(byte[] content) {
        if (forms.isEmpty()) {
            return content;
        }
        // each byte is one character, so that what is no text stays as it is
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String masked = text;
        for (String form : forms) {
            String bytes =
                    new String(form.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            masked = masked.replace(bytes, HIDDEN);
        }
        return masked.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Masks all texts in an object, also its keys.
    JsonObject object(JsonObject object) {
        return forms.isEmpty() ? object : JsonObject.of((Map<?, ?>) masked(object.fields()));
    }

    private Object masked(Object value) {
        return switch (value) {
            case String text -> text(text);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> masked = new LinkedHashMap<>();
                map.forEach((key, it) -> masked.put(text((String) key), maskedOrNull(it)));
                yield masked;
            }
            case List<?> list -> {
                List<@Nullable Object> masked = new ArrayList<>();
                list.forEach(it -> masked.add(maskedOrNull(it)));
                yield masked;
            }
            case Boolean bool -> bool;
            default -> number(value);
        };
    }

    private @Nullable Object maskedOrNull(@Nullable Object value) {
        return value == null ? null : masked(value);
    }

    /// A secret may be a number, too.
    private Object number(Object number) {
        String text = JsonValues.scalarText(number);
        return values.contains(text) ? HIDDEN : number;
    }

    /// What is hidden, to be hidden again by who goes on.
    synchronized List<String> values() {
        return List.copyOf(values);
    }
}
