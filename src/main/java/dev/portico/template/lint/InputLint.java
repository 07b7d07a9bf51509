package dev.portico.template.lint;

import dev.portico.platform.Nearest;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.schema.JsonSchema;
import dev.portico.platform.schema.JsonSchema.Violation;
import dev.portico.platform.schema.SchemaWords;
import dev.portico.template.Vocabulary.ActionDoc;
import dev.portico.template.form.Alternatives;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Holds the input of a step against the schema of its action, as far as it is written down: what
/// is rendered may be anything.
final class InputLint {
    private static final Set<String> WHOLE = Set.of("const", "enum", "not", "uniqueItems");

    private final Function<ActionDoc, Optional<JsonSchema>> schemas;
    private final Remarks remarks;

    /// @param schemas of the inputs of actions; empty for one that can't be used
    InputLint(Function<ActionDoc, Optional<JsonSchema>> schemas, Remarks remarks) {
        this.schemas = schemas;
        this.remarks = remarks;
    }

    void check(ActionDoc action, JsonObject input, String pointer) {
        unknownFields(action, input, pointer);
        schemas.apply(action).ifPresent(schema -> check(schema, action, input, pointer));
    }

    private void check(JsonSchema schema, ActionDoc action, JsonObject input, String pointer) {
        SchemaWords words = new SchemaWords("the action " + action.id(), action.input(), "/input");
        List<Violation> sure =
                schema.validate(input.fields()).stream()
                        .filter(violation -> isSure(violation, input.fields()))
                        .toList();
        for (Alternatives.Told told : Alternatives.sort(sure)) {
            switch (told) {
                case Alternatives.Told.Plain(Violation violation) -> {
                    SchemaWords.Told its = words.tell(violation, input.fields());
                    remarks.add("bad-input", its.message(), pointer + its.pointer(), its.found());
                }
                case Alternatives.Told.NoBranch none ->
                        remarks.add(
                                "bad-input",
                                "The value of "
                                        + SchemaWords.fieldName("/input" + none.pointer())
                                        + " is none of those that the action "
                                        + action.id()
                                        + " takes.",
                                pointer + none.pointer(),
                                JsonValues.at(input.fields(), none.pointer()));
            }
        }
    }

    /// Such a field is allowed but does nothing.
    private void unknownFields(ActionDoc action, JsonObject input, String pointer) {
        JsonObject schema = action.input();
        Set<String> known = schema.object("properties").fields().keySet();
        boolean open =
                known.isEmpty()
                        || schema.has("additionalProperties")
                        || schema.has("patternProperties")
                        || schema.has("$ref")
                        || schema.has("allOf")
                        || schema.has("anyOf")
                        || schema.has("oneOf");
        if (open) {
            return;
        }
        for (String name : input.fields().keySet()) {
            if (!known.contains(name)) {
                String hint =
                        Nearest.of(name, known)
                                .map(near -> " Did you mean " + near + "?")
                                .orElse("");
                remarks.add(
                        "unknown-input",
                        "The action "
                                + action.id()
                                + " has no input '"
                                + name
                                + "'; it does nothing."
                                + hint,
                        pointer + '/' + JsonValues.pointerToken(name),
                        name);
            }
        }
    }

    private static boolean isSure(Violation violation, Map<String, @Nullable Object> input) {
        @Nullable Object value = JsonValues.at(input, violation.pointer());
        if (value instanceof String text) {
            return !isRendered(text);
        }
        boolean whole =
                WHOLE.contains(violation.keyword())
                        || violation.way().contains("/anyOf")
                        || violation.way().contains("/oneOf")
                        || violation.way().contains("/if");
        return !whole || !hasRendered(value);
    }

    private static boolean hasRendered(@Nullable Object value) {
        return switch (value) {
            case String text -> isRendered(text);
            case Map<?, ?> map -> map.values().stream().anyMatch(InputLint::hasRendered);
            case List<?> list -> list.stream().anyMatch(InputLint::hasRendered);
            case null, default -> false;
        };
    }

    /// Whether a text may become something else.
    static boolean isRendered(String text) {
        return text.contains("${{") || text.contains("{%") || text.contains("{#");
    }
}
