package dev.portico.source.kubernetes.read;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the annotations of an object say of the entity it is to become. Every key is read below
/// `portico.dev/`, then below `terasky.backstage.io/`, whose conventions these are.
///
/// @param links as they stand in an entity; empty when there are none or they can't be read
/// @param extra annotations of the entity
/// @param problems what can't be read, in sentences; empty unless the object is to be an entity
record CatalogAnnotations(
        Metadata metadata, List<?> links, Map<String, String> extra, List<String> problems) {
    private static final List<String> PREFIXES = List.of("portico.dev/", "terasky.backstage.io/");
    private static final String CLASSIC = "backstage.io/";

    static CatalogAnnotations of(Metadata metadata) {
        List<String> problems = new ArrayList<>();
        CatalogAnnotations bare = new CatalogAnnotations(metadata, List.of(), Map.of(), List.of());
        if (!bare.isAdded()) {
            return bare;
        }
        return bare.read(problems);
    }

    /// Also of an object that was not told to become an entity.
    static CatalogAnnotations ofAny(Metadata metadata) {
        return new CatalogAnnotations(metadata, List.of(), Map.of(), List.of())
                .read(new ArrayList<>());
    }

    private CatalogAnnotations read(List<String> problems) {
        return new CatalogAnnotations(
                metadata, readLinks(problems), readExtra(problems), List.copyOf(problems));
    }

    /// True when the object asks for an entity.
    boolean isAdded() {
        return isTrue("add-to-catalog") && !isExcluded();
    }

    boolean isExcluded() {
        return isTrue("exclude-from-catalog");
    }

    private boolean isTrue(String name) {
        return text(name).filter(value -> value.strip().equalsIgnoreCase("true")).isPresent();
    }

    /// The value of a key, without blanks around it; empty when it is absent or blank.
    Optional<String> text(String name) {
        for (String prefix : PREFIXES) {
            String value = metadata.annotations().get(prefix + name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value.strip());
            }
        }
        return Optional.empty();
    }

    List<String> list(String name) {
        return text(name).map(Texts::list).orElse(List.of());
    }

    /// The owner, which may also stand in `backstage.io/owner` or in a label of one of the keys.
    Optional<String> owner() {
        return text("owner")
                .or(() -> Optional.ofNullable(metadata.annotations().get(CLASSIC + "owner")))
                .or(() -> label(PREFIXES.get(0) + "owner"))
                .or(() -> label(PREFIXES.get(1) + "owner"))
                .or(() -> label(CLASSIC + "owner"))
                .filter(owner -> !owner.isBlank());
    }

    private Optional<String> label(String key) {
        return Optional.ofNullable(metadata.labels().get(key));
    }

    List<String> tags() {
        List<String> tags = list("tags");
        return tags.isEmpty() ? list("backstage-tags") : tags;
    }

    /// Annotations below `backstage.io/`, which an entity takes over as they are, but for those
    /// that say where it comes from or that became a field.
    Map<String, String> classic() {
        Map<String, String> classic = new TreeMap<>();
        metadata.annotations()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith(CLASSIC)
                                    && !key.startsWith(CLASSIC + "managed-by-")
                                    && !key.equals(CLASSIC + "orphan")
                                    && !key.equals(CLASSIC + "owner")) {
                                classic.put(key, value);
                            }
                        });
        return classic;
    }

    private List<?> readLinks(List<String> problems) {
        Optional<String> text = text("links");
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            @Nullable Object value = JsonValues.parse(text.get());
            if (value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
                return list;
            }
            problems.add(
                    "The annotation 'links' is not a list of objects, as in"
                            + " [{\"url\": \"https://…\", \"title\": \"…\"}]; it is left out.");
        } catch (PorticoException e) {
            problems.add(
                    "The annotation 'links' is left out: "
                            + Texts.cut(String.valueOf(e.getMessage()), 200));
        }
        return List.of();
    }

    private Map<String, String> readExtra(List<String> problems) {
        Map<String, String> extra = new LinkedHashMap<>();
        for (String element : list("component-annotations")) {
            int equals = element.indexOf('=');
            if (equals > 0) {
                extra.put(
                        element.substring(0, equals).strip(),
                        element.substring(equals + 1).strip());
            } else {
                problems.add(
                        "The annotation 'component-annotations' has '"
                                + Texts.cut(element, 80)
                                + "', which is not key=value; it is left out.");
            }
        }
        return extra;
    }

    /// The kind of the entity: `Resource` when asked for, else `Component`.
    String entityKind() {
        boolean resource =
                text("entity-kind")
                        .filter(kind -> kind.toLowerCase(Locale.ROOT).equals("resource"))
                        .isPresent();
        return resource ? "Resource" : "Component";
    }
}
