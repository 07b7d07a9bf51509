package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A catalog document in the making: fields that are empty are left out.
final class DraftDocument {
    static final String NO_OWNER = "unknown";
    private static final int NAME = 63;

    private final String kind;
    private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    private final Map<String, String> annotations = new TreeMap<>();
    private final Map<String, @Nullable Object> spec = new LinkedHashMap<>();

    DraftDocument(String kind) {
        this.kind = kind;
    }

    /// What the annotations of an object say of any entity.
    ///
    /// @param name for an object that names none itself
    DraftDocument describe(CatalogAnnotations said, String name) {
        metadata("name", said.text("name").orElse(name));
        said.text("backstage-namespace").ifPresent(namespace -> metadata("namespace", namespace));
        said.text("title").ifPresent(title -> metadata("title", title));
        said.text("description").ifPresent(text -> metadata("description", text));
        annotations.putAll(said.classic());
        said.text("source-code-repo-url")
                .ifPresent(url -> annotation("backstage.io/source-location", "url:" + url));
        annotations.putAll(said.extra());
        if (!said.tags().isEmpty()) {
            metadata("tags", said.tags());
        }
        if (!said.links().isEmpty()) {
            metadata("links", said.links());
        }
        return this;
    }

    DraftDocument metadata(String field, Object value) {
        metadata.put(field, value);
        return this;
    }

    DraftDocument annotation(String key, String value) {
        annotations.putIfAbsent(key, value);
        return this;
    }

    DraftDocument spec(String field, String value) {
        spec.put(field, value);
        return this;
    }

    DraftDocument spec(String field, Optional<String> value) {
        value.ifPresent(text -> spec.put(field, text));
        return this;
    }

    DraftDocument spec(String field, List<String> values) {
        if (!values.isEmpty()) {
            spec.put(field, values);
        }
        return this;
    }

    JsonObject document() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(metadata);
        if (!annotations.isEmpty()) {
            all.put("annotations", annotations);
        }
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "backstage.io/v1alpha1");
        document.put("kind", kind);
        document.put("metadata", all);
        document.put("spec", spec);
        return JsonObject.of(document);
    }

    /// A name that an entity may have: other characters become `-`; of one with more than 63 the
    /// end gives way to a hash, so that it stays the only one of its name.
    static String name(String text) {
        String clean = text.replaceAll("[^a-zA-Z0-9._-]+", "-").replaceAll("^[._-]+|[._-]+$", "");
        if (clean.length() <= NAME) {
            return clean;
        }
        String hash = Integer.toHexString(text.hashCode());
        return clean.substring(0, NAME - 1 - hash.length()).replaceAll("[._-]+$", "") + '-' + hash;
    }
}
