package dev.portico.catalog.pipeline;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.schema.SchemaWords;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The rules for `metadata`.
final class Metadata {
    private static final Set<String> LINK_ANNOTATIONS =
            Set.of(
                    "backstage.io/view-url",
                    "backstage.io/edit-url",
                    "backstage.io/source-location",
                    "backstage.io/managed-by-location",
                    "backstage.io/managed-by-origin-location");

    private final JsonObject metadata;
    private final Findings findings;

    private Metadata(JsonObject metadata, Findings findings) {
        this.metadata = metadata;
        this.findings = findings;
    }

    static void check(JsonObject metadata, Findings findings) {
        new Metadata(metadata, findings).check();
    }

    /// Empty `annotations` are taken for none, as Backstage does; other empty fields are not.
    private void check() {
        Envelope.checkText(metadata, "name", "/metadata", Format.NAME, true, findings);
        Envelope.checkText(metadata, "namespace", "/metadata", Format.NAMESPACE, false, findings);
        for (String key : List.of("title", "uid", "etag")) {
            checkNonEmpty(metadata.fields(), key, "/metadata");
        }
        if (metadata.has("description") && !(metadata.value("description") instanceof String)) {
            Envelope.reportType(
                    metadata.value("description"), "/metadata/description", "a text", findings);
        }
        eachEntry("labels", this::checkLabel);
        if (metadata.value("annotations") != null) {
            eachEntry("annotations", this::checkAnnotation);
        }
        eachElement("tags", this::checkTag);
        eachElement("links", this::checkLink);
    }

    private void checkNonEmpty(Map<?, ?> object, String key, String parent) {
        if (!object.containsKey(key)) {
            return;
        }
        String pointer = parent + '/' + key;
        if (!(object.get(key) instanceof String text)) {
            Envelope.reportType(object.get(key), pointer, "a text", findings);
        } else if (text.isBlank()) {
            reportFormat(pointer, text, "a text that is not empty");
        }
    }

    private void eachEntry(String field, BiConsumer<String, @Nullable Object> check) {
        if (!metadata.has(field)) {
            return;
        }
        if (metadata.value(field) instanceof Map) {
            metadata.object(field).fields().forEach(check);
        } else {
            String pointer = "/metadata/" + field;
            Envelope.reportType(metadata.value(field), pointer, "a mapping", findings);
        }
    }

    private void eachElement(String field, BiConsumer<String, @Nullable Object> check) {
        if (!metadata.has(field)) {
            return;
        }
        String pointer = "/metadata/" + field;
        if (metadata.value(field) instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                check.accept(pointer + '/' + i, list.get(i));
            }
        } else {
            Envelope.reportType(metadata.value(field), pointer, "a list", findings);
        }
    }

    private void checkKey(String key, String pointer) {
        if (!Format.KEY.accepts(key)) {
            findings.errorAtKey(
                    "wrong-format",
                    "The key '" + key + "' is not valid.",
                    pointer,
                    key,
                    Format.KEY.allowed());
        }
    }

    private void checkLabel(String key, @Nullable Object value) {
        String pointer = "/metadata/labels/" + JsonValues.pointerToken(key);
        checkKey(key, pointer);
        if (!(value instanceof String text)) {
            Envelope.reportType(value, pointer, "a text", findings);
        } else if (!Format.LABEL_VALUE.accepts(text)) {
            reportFormat(pointer, text, Format.LABEL_VALUE.allowed());
        }
    }

    private void checkAnnotation(String key, @Nullable Object value) {
        String pointer = "/metadata/annotations/" + JsonValues.pointerToken(key);
        checkKey(key, pointer);
        if (!(value instanceof String text)) {
            Envelope.reportType(value, pointer, "a text", findings);
        } else if (LINK_ANNOTATIONS.contains(key)) {
            String url = key.endsWith("location") ? text.substring(text.indexOf(':') + 1) : text;
            checkScript(pointer, url.isEmpty() ? text : url, text);
        }
    }

    private void checkScript(String pointer, String url, String text) {
        if (WebUrl.isScript(url) || WebUrl.isScript(text)) {
            findings.error(
                    "wrong-format",
                    "The value of "
                            + SchemaWords.fieldName(pointer)
                            + " is a script, which a page must not link to.",
                    pointer,
                    text,
                    "a URL with another scheme than javascript");
        }
    }

    private void checkTag(String pointer, @Nullable Object value) {
        if (!(value instanceof String text)) {
            Envelope.reportType(value, pointer, "a text", findings);
        } else if (!Format.TAG.accepts(text)) {
            reportFormat(pointer, text, Format.TAG.allowed());
        }
    }

    private void checkLink(String pointer, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            Envelope.reportType(value, pointer, "a mapping with a url", findings);
            return;
        }
        if (!map.containsKey("url")) {
            findings.error(
                    "missing-field",
                    "The field " + SchemaWords.fieldName(pointer + "/url") + " is missing.",
                    pointer + "/url",
                    null,
                    "an absolute URL");
        } else if (!(map.get("url") instanceof String url)) {
            Envelope.reportType(map.get("url"), pointer + "/url", "a text", findings);
        } else if (!WebUrl.isParseable(url)) {
            reportFormat(pointer + "/url", url, "an absolute URL, as https://example.com/page");
        } else {
            checkScript(pointer + "/url", url, url);
        }
        for (String key : List.of("title", "icon", "type")) {
            checkNonEmpty(map, key, pointer);
        }
    }

    private void reportFormat(String pointer, String found, String allowed) {
        findings.error(
                "wrong-format",
                "The value of " + SchemaWords.fieldName(pointer) + " is not valid.",
                pointer,
                found,
                allowed);
    }
}
