package dev.portico.platform.schema;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Words what a schema does not allow for the person who wrote the document. Pure.
public final class SchemaWords {
    private final String owner;
    private final JsonObject schema;
    private final String prefix;

    /// @param owner whose schema it is, as in "the kind Component"
    public SchemaWords(String owner, JsonObject schema) {
        this(owner, schema, "");
    }

    /// @param prefix pointer to the place of the document in a larger one, for the names of fields
    public SchemaWords(String owner, JsonObject schema, String prefix) {
        this.owner = owner;
        this.schema = schema;
        this.prefix = prefix;
    }

    /// One violation in words.
    ///
    /// @param code `missing-field`, `unknown-field` or `schema`
    /// @param pointer of the value; for a missing or unknown field that of the field
    /// @param found the value; null when there is none
    /// @param allowed what would be right; null when the message says it all
    public record Told(
            String code,
            String message,
            String pointer,
            @Nullable Object found,
            @Nullable String allowed) {}

    /// Where the trouble is: the value, or the field that is missing or unknown.
    public static String place(JsonSchema.Violation violation) {
        boolean ofField =
                violation.keyword().equals("required")
                        || violation.keyword().equals("additionalProperties");
        return violation.property() != null && ofField
                ? violation.pointer() + '/' + JsonValues.pointerToken(violation.property())
                : violation.pointer();
    }

    /// @param document what was checked
    public Told tell(JsonSchema.Violation violation, Map<String, @Nullable Object> document) {
        String pointer = place(violation);
        @Nullable Object value = JsonValues.at(document, pointer);
        String field = fieldName(prefix + pointer);
        @Nullable String allowed = allowed(rule(violation, pointer));
        return switch (violation.keyword()) {
            case "required" ->
                    new Told(
                            "missing-field",
                            "The field " + field + " is missing; " + owner + " needs it.",
                            pointer,
                            null,
                            allowed);
            case "additionalProperties" ->
                    new Told(
                            "unknown-field",
                            capital(owner) + " has no field " + field + ".",
                            pointer,
                            field,
                            null);
            case "type" -> type(pointer, field, value, allowed);
            case "minLength" ->
                    new Told(
                            "schema",
                            "The value of " + field + " is empty.",
                            pointer,
                            value,
                            allowed);
            default ->
                    new Told(
                            "schema",
                            "The value of " + field + " is not valid: " + violation.message() + ".",
                            pointer,
                            value,
                            allowed);
        };
    }

    private static Told type(
            String pointer, String field, @Nullable Object value, @Nullable String allowed) {
        String right = allowed == null ? "of another type" : allowed;
        String message =
                "The value of "
                        + field
                        + " must be "
                        + right
                        + " but is "
                        + typeOf(value)
                        + quotesHint(value, right)
                        + ".";
        return new Told("schema", message, pointer, value == null ? "null" : value, allowed);
    }

    /// The part of the schema that speaks of a value, where that is plain to see.
    private JsonObject rule(JsonSchema.Violation violation, String pointer) {
        return ruleAt(pointer).orElseGet(() -> brokenRule(violation));
    }

    /// The part of the schema that a violation broke.
    public JsonObject brokenRule(JsonSchema.Violation violation) {
        String around = violation.rule();
        around = around.substring(0, Math.max(0, around.lastIndexOf('/')));
        if (violation.keyword().equals("required") && violation.property() != null) {
            around += "/properties/" + JsonValues.pointerToken(violation.property());
        }
        return JsonValues.at(schema.fields(), around) instanceof Map<?, ?> rule
                ? JsonObject.of(rule)
                : JsonObject.EMPTY;
    }

    private Optional<JsonObject> ruleAt(String pointer) {
        JsonObject current = schema;
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

    /// What a schema allows, in words; null where it does not say.
    public static @Nullable String allowed(JsonObject rule) {
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

    /// What a value is, in the words of [#allowed].
    public static String typeOf(@Nullable Object value) {
        return switch (value) {
            case null -> "empty";
            case String _ -> "a text";
            case Number _ -> "a number";
            case Boolean _ -> "true or false";
            case List<?> _ -> "a list";
            default -> "a mapping";
        };
    }

    /// A hint for a scalar where a text must stand.
    public static String quotesHint(@Nullable Object value, String allowed) {
        boolean scalar = value instanceof Number || value instanceof Boolean;
        return scalar && allowed.contains("text") ? "; put it in quotes" : "";
    }

    /// A pointer as people write paths: `metadata.tags[2]`.
    public static String fieldName(String pointer) {
        if (pointer.isEmpty()) {
            return "the document";
        }
        StringBuilder name = new StringBuilder();
        for (String token : pointer.substring(1).split("/", -1)) {
            if (!token.isEmpty() && token.chars().allMatch(c -> c >= '0' && c <= '9')) {
                name.append('[').append(token).append(']');
            } else {
                name.append(name.isEmpty() ? "" : ".")
                        .append(token.replace("~1", "/").replace("~0", "~"));
            }
        }
        return name.toString();
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
