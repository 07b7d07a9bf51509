package dev.portico.catalog.pipeline;

import dev.portico.catalog.DescriptorFile;
import dev.portico.model.EntityRef;
import dev.portico.model.Kind;
import dev.portico.model.RelationRule;
import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The document as the catalog keeps it: namespace and annotations are set, what only the catalog
/// may say is out, and lists of refs are sorted (Backstage does so, too).
final class FinishedDocument {
    private FinishedDocument() {}

    static JsonObject of(JsonObject json, Kind kind, DescriptorFile file) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("apiVersion", json.value("apiVersion"));
        document.put("kind", json.value("kind"));
        document.put("metadata", metadata(json.object("metadata"), file));
        if (json.has("spec")) {
            document.put("spec", spec(json.object("spec"), kind.relations()));
        }
        return JsonObject.of(document);
    }

    private static Map<String, @Nullable Object> metadata(JsonObject json, DescriptorFile file) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", json.value("name"));
        metadata.put("namespace", json.text("namespace").orElse(EntityRef.DEFAULT_NAMESPACE));
        metadata.putAll(json.without("namespace").fields());
        metadata.remove("uid");
        metadata.remove("etag");
        Map<String, @Nullable Object> annotations = new LinkedHashMap<>();
        annotations.putAll(file.defaultAnnotations());
        annotations.putAll(json.object("annotations").fields());
        annotations.putAll(file.forcedAnnotations());
        if (!annotations.isEmpty()) {
            metadata.put("annotations", annotations);
        }
        return metadata;
    }

    private static Map<String, @Nullable Object> spec(JsonObject json, List<RelationRule> rules) {
        Map<String, @Nullable Object> spec = new LinkedHashMap<>(json.fields());
        for (RelationRule rule : rules) {
            if (json.value(rule.field()) instanceof List<?> list && list.size() > 1) {
                List<String> refs = new ArrayList<>(json.texts(rule.field()));
                if (refs.size() == list.size()) {
                    refs.sort(null);
                    spec.put(rule.field(), refs);
                }
            }
        }
        return spec;
    }
}
