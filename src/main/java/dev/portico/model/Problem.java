package dev.portico.model;

import dev.portico.platform.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something wrong with a document, told so that its author can mend it.
///
/// @param code stable and machine readable, kebab-case, as `unknown-kind`
/// @param message one sentence: what is wrong and why
/// @param pointer JSON pointer into the document (RFC 6901); empty for the whole
/// @param found what stands there now, shortened; null when nothing does
/// @param allowed what would be right; null when the message says it all
public record Problem(
        String code,
        Severity severity,
        String message,
        String pointer,
        @Nullable String found,
        @Nullable String allowed,
        SourcePosition position) {
    public static Problem error(
            String code, String message, String pointer, SourcePosition position) {
        return new Problem(code, Severity.ERROR, message, pointer, null, null, position);
    }

    public static Problem warning(
            String code, String message, String pointer, SourcePosition position) {
        return new Problem(code, Severity.WARNING, message, pointer, null, null, position);
    }

    /// The same problem with what was found and what is allowed.
    public Problem because(@Nullable String newFound, @Nullable String newAllowed) {
        return new Problem(code, severity, message, pointer, newFound, newAllowed, position);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// The problem as JSON: `code`, `severity` in lower case, `message`, `pointer`, `found`,
    /// `allowed`, `source`, `file`, `commit`, `document`, `line`, `column`; absent facts are null.
    public JsonObject toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("code", code);
        json.put("severity", severity == Severity.ERROR ? "error" : "warning");
        json.put("message", message);
        json.put("pointer", pointer);
        json.put("found", found);
        json.put("allowed", allowed);
        json.put("source", position.source());
        json.put("file", position.file());
        json.put("commit", position.commit());
        json.put("document", position.document());
        json.put("line", position.line());
        json.put("column", position.column());
        return JsonObject.of(json);
    }

    /// Reads what [#toJson()] wrote.
    public static Problem fromJson(JsonObject json) {
        return new Problem(
                json.text("code").orElse("unknown"),
                json.text("severity").orElse("error").equals("error")
                        ? Severity.ERROR
                        : Severity.WARNING,
                json.text("message").orElse(""),
                json.text("pointer").orElse(""),
                json.text("found").orElse(null),
                json.text("allowed").orElse(null),
                new SourcePosition(
                        json.text("source").orElse(""),
                        json.text("file").orElse(""),
                        json.text("commit").orElse(null),
                        number(json, "document"),
                        number(json, "line"),
                        number(json, "column")));
    }

    private static int number(JsonObject json, String key) {
        return json.value(key) instanceof Long number ? Math.toIntExact(number) : 0;
    }
}
