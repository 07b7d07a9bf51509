package dev.portico.catalog.pipeline;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.schema.SchemaWords;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules for what every entity has: root fields, `apiVersion`, `kind`, `metadata`.
final class Envelope {
    private static final Set<String> ROOT_FIELDS = Set.of("apiVersion", "kind", "metadata", "spec");
    private static final Set<String> OUTPUT_FIELDS = Set.of("relations", "status");
    private static final Set<String> METADATA_FIELDS =
            Set.of(
                    "name",
                    "namespace",
                    "title",
                    "description",
                    "labels",
                    "annotations",
                    "tags",
                    "links");

    private Envelope() {}

    static void check(JsonObject document, Findings findings) {
        for (String key : document.fields().keySet()) {
            if (!ROOT_FIELDS.contains(key)) {
                reportUnknown(key, findings);
            }
        }
        checkText(document, "apiVersion", "", Format.API_VERSION, true, findings);
        checkText(document, "kind", "", Format.KIND, true, findings);
        if (!document.has("metadata")) {
            findings.error(
                    "missing-field",
                    "The field metadata is missing.",
                    "/metadata",
                    null,
                    "a mapping with at least a name");
        } else if (!(document.value("metadata") instanceof Map)) {
            reportType(document.value("metadata"), "/metadata", "a mapping", findings);
        } else {
            Metadata.check(document.object("metadata"), findings);
        }
        if (document.has("spec") && !(document.value("spec") instanceof Map)) {
            reportType(document.value("spec"), "/spec", "a mapping", findings);
        }
    }

    private static void reportUnknown(String key, Findings findings) {
        String hint = "";
        if (METADATA_FIELDS.contains(key)) {
            hint = "; move it into metadata";
        } else if (OUTPUT_FIELDS.contains(key)) {
            hint = "; the catalog makes it";
        }
        findings.errorAtKey(
                "unknown-field",
                "The field " + key + " does not belong at the top of a document" + hint + ".",
                '/' + JsonValues.pointerToken(key),
                key,
                "apiVersion, kind, metadata, spec");
    }

    /// Checks a field that holds a text of a format.
    static void checkText(
            JsonObject object,
            String key,
            String parent,
            Format format,
            boolean required,
            Findings findings) {
        String pointer = parent + '/' + key;
        if (!object.has(key)) {
            if (required) {
                findings.error(
                        "missing-field",
                        "The field " + SchemaWords.fieldName(pointer) + " is missing.",
                        pointer,
                        null,
                        format.allowed());
            }
        } else if (!(object.value(key) instanceof String text)) {
            reportType(object.value(key), pointer, "a text", findings);
        } else if (!format.accepts(text)) {
            findings.error(
                    "wrong-format",
                    "The value of " + SchemaWords.fieldName(pointer) + " is not valid.",
                    pointer,
                    text,
                    format.allowed());
        }
    }

    /// Reports a value of another type than the one that must stand there.
    static void reportType(
            @Nullable Object value, String pointer, String allowed, Findings findings) {
        findings.error(
                "wrong-format",
                "The value of "
                        + SchemaWords.fieldName(pointer)
                        + " must be "
                        + allowed
                        + " but is "
                        + SchemaWords.typeOf(value)
                        + SchemaWords.quotesHint(value, allowed)
                        + ".",
                pointer,
                value == null ? "null" : value,
                allowed);
    }

    /// What the document would be, as far as it says so.
    static @Nullable EntityRef ref(JsonObject document) {
        String kind = document.text("kind").orElse("");
        JsonObject metadata = document.object("metadata");
        String name = metadata.text("name").orElse("");
        String namespace = metadata.text("namespace").orElse("");
        if (kind.isEmpty() || name.isEmpty()) {
            return null;
        }
        return new EntityRef(
                kind, namespace.isEmpty() ? EntityRef.DEFAULT_NAMESPACE : namespace, name);
    }
}
