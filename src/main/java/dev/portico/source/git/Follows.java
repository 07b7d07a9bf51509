package dev.portico.source.git;

import dev.portico.catalog.DescriptorContent.Target;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is kept of a file that was read, so that an unchanged one is not read again: where it
/// leads, and what its placeholders looked at.
///
/// @param repository identity of the repository it is in; empty for a file on the web
/// @param path path in the repository; empty for a file on the web
/// @param reads content ids of the files its placeholders looked at, by path; empty text for none
/// @param content hash of a file on the web
/// @param etag etag of a file on the web
record Follows(
        String repository,
        String path,
        List<Target> targets,
        Map<String, String> reads,
        @Nullable String content,
        @Nullable String etag) {
    JsonObject toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("repository", repository);
        json.put("path", path);
        if (!targets.isEmpty()) {
            json.put("targets", targets.stream().map(Follows::targetJson).toList());
        }
        if (!reads.isEmpty()) {
            json.put("reads", new LinkedHashMap<>(reads));
        }
        if (content != null) {
            json.put("content", content);
        }
        if (etag != null) {
            json.put("etag", etag);
        }
        return JsonObject.of(json);
    }

    private static Map<String, Object> targetJson(Target target) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ref", target.locationRef().toString());
        json.put("type", target.type());
        json.put("target", target.target());
        json.put("required", target.required());
        json.put("pointer", target.pointer());
        json.put("document", (long) target.document());
        json.put("line", (long) target.line());
        json.put("column", (long) target.column());
        return json;
    }

    static Follows parse(JsonObject json) {
        Map<String, String> reads = new TreeMap<>();
        JsonObject read = json.object("reads");
        read.fields().keySet().forEach(path -> reads.put(path, read.text(path).orElse("")));
        return new Follows(
                json.text("repository").orElse(""),
                json.text("path").orElse(""),
                json.objects("targets").stream().map(Follows::target).toList(),
                reads,
                json.text("content").orElse(null),
                json.text("etag").orElse(null));
    }

    private static Target target(JsonObject json) {
        return new Target(
                EntityRef.parse(json.text("ref").orElse("")),
                json.text("type").orElse("url"),
                json.text("target").orElse(""),
                Boolean.TRUE.equals(json.value("required")),
                json.text("pointer").orElse(""),
                number(json, "document"),
                number(json, "line"),
                number(json, "column"));
    }

    private static int number(JsonObject json, String key) {
        return json.value(key) instanceof Number number ? number.intValue() : 1;
    }
}
