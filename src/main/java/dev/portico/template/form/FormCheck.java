package dev.portico.template.form;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.schema.JsonSchema.Violation;
import dev.portico.platform.schema.SchemaWords;
import dev.portico.template.FormProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Holds values against one schema of a form.
final class FormCheck {
    private static final String SECRETS = "secrets";

    private final FormSchema schema;
    private final Map<String, @Nullable Object> values;
    private final boolean secret;
    private final SchemaWords words;

    private FormCheck(FormSchema schema, Map<String, @Nullable Object> values, boolean secret) {
        this.schema = schema;
        this.values = values;
        this.secret = secret;
        this.words = new SchemaWords("the form", schema.json(), secret ? '/' + SECRETS : "");
    }

    static List<FormProblem> ofPage(FormSchema page, JsonObject values) {
        return new FormCheck(page, values.fields(), false).problems();
    }

    /// Problems that begin with `secrets` and have no values.
    static List<FormProblem> ofSecrets(FormSchema schema, JsonObject secrets) {
        return new FormCheck(schema, secrets.fields(), true).problems();
    }

    private List<FormProblem> problems() {
        if (schema.compiled() == null) {
            return List.of();
        }
        List<FormProblem> problems = new ArrayList<>();
        for (Alternatives.Told told : Alternatives.sort(schema.compiled().validate(values))) {
            switch (told) {
                case Alternatives.Told.Plain(Violation violation) ->
                        problems.addAll(plain(violation));
                case Alternatives.Told.NoBranch none -> problems.add(noBranch(none));
            }
        }
        return problems;
    }

    private List<FormProblem> plain(Violation violation) {
        if (violation.keyword().equals("dependencies") && violation.property() != null) {
            List<FormProblem> missing = missingWith(violation, violation.property());
            if (!missing.isEmpty()) {
                return missing;
            }
        }
        SchemaWords.Told told = words.tell(violation, values);
        @Nullable Object argument =
                violation.property() != null
                        ? violation.property()
                        : JsonValues.at(schema.json().fields(), violation.rule());
        return List.of(
                new FormProblem(
                        path(told.pointer()),
                        secret,
                        violation.keyword(),
                        argument,
                        sentence(told),
                        around(violation.rule()),
                        secret ? null : JsonValues.at(values, told.pointer())));
    }

    /// What a field asks for by `dependencies` when it has a value.
    private List<FormProblem> missingWith(Violation violation, String field) {
        JsonObject rules = ruleAt(violation.rule());
        JsonObject present = objectAt(violation.pointer());
        List<FormProblem> problems = new ArrayList<>();
        for (String name : rules.texts(field)) {
            if (!present.has(name)) {
                String pointer = violation.pointer() + '/' + JsonValues.pointerToken(name);
                problems.add(
                        new FormProblem(
                                path(pointer),
                                secret,
                                "required",
                                name,
                                "The field "
                                        + name(pointer)
                                        + " is missing; the form needs it when "
                                        + field
                                        + " is given.",
                                around(violation.rule()),
                                null));
            }
        }
        return problems;
    }

    private FormProblem noBranch(Alternatives.Told.NoBranch none) {
        String keyword = none.way().substring(none.way().lastIndexOf('/') + 1);
        Set<String> allowed = new TreeSet<>();
        boolean ofOneValue = true;
        for (Violation violation : none.violations()) {
            ofOneValue &= violation.pointer().equals(none.pointer());
            if (!violation.way().equals(none.way())) {
                @Nullable String right = SchemaWords.allowed(around(violation.rule()));
                ofOneValue &= right != null && !violation.keyword().equals("required");
                allowed.add(Objects.requireNonNullElse(right, ""));
            }
        }
        String field = none.pointer().isEmpty() ? "the form" : name(none.pointer());
        String message;
        if (allowed.isEmpty()) {
            message = "The value of " + field + " fits more than one of the alternatives.";
        } else if (ofOneValue) {
            message = "The value of " + field + " must be " + String.join(" or ", allowed) + ".";
        } else {
            message = "The values of " + field + " fit none of the alternatives the form gives.";
        }
        return new FormProblem(
                path(none.pointer()),
                secret,
                keyword,
                JsonValues.at(schema.json().fields(), none.way()),
                message,
                around(none.way()),
                secret ? null : JsonValues.at(values, none.pointer()));
    }

    private String name(String pointer) {
        return SchemaWords.fieldName(secret ? '/' + SECRETS + pointer : pointer);
    }

    private static String sentence(SchemaWords.Told told) {
        @Nullable String allowed = told.allowed();
        return allowed == null || told.message().contains(allowed)
                ? told.message()
                : told.message() + " Right is: " + allowed + ".";
    }

    private JsonObject around(String rule) {
        return ruleAt(rule.substring(0, Math.max(0, rule.lastIndexOf('/'))));
    }

    private JsonObject ruleAt(String rule) {
        return object(JsonValues.at(schema.json().fields(), rule));
    }

    private JsonObject objectAt(String pointer) {
        return object(JsonValues.at(values, pointer));
    }

    private static JsonObject object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? JsonObject.of(map) : JsonObject.EMPTY;
    }

    /// A pointer as keys and indices.
    private List<Object> path(String pointer) {
        List<Object> path = new ArrayList<>();
        if (secret) {
            path.add(SECRETS);
        }
        @Nullable Object current = values;
        for (String token : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
            boolean index = current instanceof List<?>;
            current = JsonValues.at(current, '/' + token);
            path.add(
                    index
                            ? (Object) Integer.valueOf(token)
                            : token.replace("~1", "/").replace("~0", "~"));
        }
        return path;
    }

    /// The same problem once, whichever pages tell it.
    static List<FormProblem> distinct(List<FormProblem> problems) {
        Map<String, FormProblem> byMessage = new LinkedHashMap<>();
        problems.forEach(problem -> byMessage.putIfAbsent(problem.message(), problem));
        return List.copyOf(byMessage.values());
    }
}
