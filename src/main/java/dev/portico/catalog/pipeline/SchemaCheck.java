package dev.portico.catalog.pipeline;

import dev.portico.model.Kind;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.schema.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Holds a document against the schema of its kind and words what does not fit.
final class SchemaCheck {
    private final Kind kind;
    private final JsonObject document;
    private final Findings findings;

    private SchemaCheck(Kind kind, JsonObject document, Findings findings) {
        this.kind = kind;
        this.document = document;
        this.findings = findings;
    }

    static void check(KindTable.Entry entry, JsonObject document, Findings findings) {
        SchemaCheck check = new SchemaCheck(entry.kind(), document, findings);
        for (JsonSchema.Violation violation : entry.schema().validate(document.fields())) {
            check.report(violation);
        }
    }

    private void report(JsonSchema.Violation violation) {
        String pointer = violation.pointer();
        if (violation.property() != null
                && (violation.keyword().equals("required")
                        || violation.keyword().equals("additionalProperties"))) {
            pointer += '/' + JsonValues.pointerToken(violation.property());
        }
        if (findings.mentions(pointer)) {
            return;
        }
        @Nullable Object value = JsonValues.at(document.fields(), pointer);
        String field = Envelope.fieldName(pointer);
        JsonObject rule = rule(pointer).orElse(JsonObject.EMPTY);
        String allowed = allowed(rule);
        switch (violation.keyword()) {
            case "required" ->
                    findings.error(
                            "missing-field",
                            "The field "
                                    + field
                                    + " is missing; the kind "
                                    + kind.name()
                                    + " needs it.",
                            pointer,
                            null,
                            allowed);
            case "additionalProperties" ->
                    findings.errorAtKey(
                            "unknown-field",
                            "The kind " + kind.name() + " has no field " + field + ".",
                            pointer,
                            field,
                            null);
            case "type" -> reportType(pointer, field, value, allowed);
            case "minLength" ->
                    findings.error(
                            "schema",
                            "The value of " + field + " is empty.",
                            pointer,
                            value,
                            allowed);
            default ->
                    findings.error(
                            "schema",
                            "The value of " + field + " is not valid: " + violation.message() + ".",
                            pointer,
                            value,
                            allowed);
        }
    }

    private void reportType(
            String pointer, String field, @Nullable Object value, @Nullable String allowed) {
        findings.error(
                "schema",
                "The value of "
                        + field
                        + " must be "
                        + orOther(allowed)
                        + " but is "
                        + Envelope.typeName(value)
                        + Envelope.quotesHint(value, orOther(allowed))
                        + ".",
                pointer,
                value == null ? "null" : value,
                allowed);
    }

    private static String orOther(@Nullable String allowed) {
        return allowed == null ? "of another type" : allowed;
    }

    /// The part of the schema that speaks of a value, where that is plain to see.
    private Optional<JsonObject> rule(String pointer) {
        JsonObject current = kind.schema();
        for (String token : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
            String key = token.replace("~1", "/").replace("~0", "~");
            JsonObject properties = current.object("properties");
            if (properties.has(key)) {
                current = properties.object(key);
            } else if (current.has("items") && key.chars().allMatch(Character::isDigit)) {
                current = current.object("items");
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(current);
    }

    /// What a schema allows, in words.
    private static @Nullable String allowed(JsonObject rule) {
        if (rule.has("const")) {
            return JsonValues.scalarText(rule.value("const"));
        }
        if (rule.has("enum")) {
            return String.join(
                    ", ", rule.list("enum").stream().map(JsonValues::scalarText).toList());
        }
        List<String> types = new ArrayList<>(rule.texts("type"));
        rule.text("type").ifPresent(types::add);
        if (types.isEmpty()) {
            return null;
        }
        String allowed =
                String.join(" or ", types.stream().map(type -> typeName(type, rule)).toList());
        if (rule.value("maxLength") instanceof Number most) {
            allowed += " of at most " + most + " characters";
        }
        return rule.text("pattern").isPresent()
                ? allowed + " that matches " + rule.text("pattern").get()
                : allowed;
    }

    private static String typeName(String type, JsonObject rule) {
        return switch (type) {
            case "string" -> rule.has("minLength") ? "a text that is not empty" : "a text";
            case "array" ->
                    rule.value("items") instanceof Map<?, ?> items
                                    && "string".equals(items.get("type"))
                            ? "a list of texts"
                            : "a list";
            case "object" -> "a mapping";
            case "boolean" -> "true or false";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            default -> "empty";
        };
    }
}
