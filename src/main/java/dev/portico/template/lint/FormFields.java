package dev.portico.template.lint;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.form.TemplateReader;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the form of a template asks for: its parameters and secrets, wherever in the pages they
/// stand, in branches and dependencies too.
final class FormFields {
    private static final List<String> BRANCHES = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> CONDITIONS = List.of("then", "else", "not");
    private static final List<String> KEYED = List.of("dependencies", "dependentSchemas");

    /// Those that Backstage puts there itself.
    private static final Set<String> GIVEN_SECRETS =
            Set.of("backstageToken", "__initiatorCredentials");

    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Set<String> deciding = new HashSet<>();
    private final Set<String> secrets = new HashSet<>(GIVEN_SECRETS);
    private boolean open;

    private FormFields() {}

    static FormFields of(JsonObject spec) {
        FormFields fields = new FormFields();
        boolean list = spec.value("parameters") instanceof List<?>;
        int number = 0;
        for (JsonObject page : TemplateReader.pages(spec)) {
            fields.page(page, "/spec/parameters" + (list ? "/" + number++ : ""));
        }
        JsonObject schema = spec.object("secrets").object("schema");
        fields.secrets.addAll(schema.object("properties").fields().keySet());
        return fields;
    }

    /// Pointers of the parameters by name.
    Map<String, String> parameters() {
        return parameters;
    }

    /// Whether others than those may be given.
    boolean isOpen() {
        return open;
    }

    /// Whether the form itself looks at the parameter, to show others.
    boolean decides(String name) {
        return deciding.contains(name);
    }

    Set<String> secrets() {
        return secrets;
    }

    private void page(JsonObject schema, String pointer) {
        open |= schema.has("$ref") || schema.has("patternProperties");
        properties(schema, pointer);
        for (String key : BRANCHES) {
            int number = 0;
            for (@Nullable Object branch : schema.list(key)) {
                if (branch instanceof Map<?, ?> map) {
                    branch(JsonObject.of(map), pointer + '/' + key + '/' + number);
                }
                number++;
            }
        }
        for (String key : CONDITIONS) {
            if (schema.has(key)) {
                branch(schema.object(key), pointer + '/' + key);
            }
        }
        deciding.addAll(schema.object("if").object("properties").fields().keySet());
        for (String key : KEYED) {
            schema.object(key)
                    .fields()
                    .forEach(
                            (name, rule) -> {
                                deciding.add(name);
                                if (rule instanceof Map<?, ?> map) {
                                    String at = '/' + key + '/' + JsonValues.pointerToken(name);
                                    branch(JsonObject.of(map), pointer + at);
                                }
                            });
        }
    }

    /// A branch says by `const` and `enum` when it is meant.
    private void branch(JsonObject schema, String pointer) {
        schema.object("properties")
                .fields()
                .forEach(
                        (name, property) -> {
                            if (property instanceof Map<?, ?> map
                                    && (map.containsKey("const") || map.containsKey("enum"))
                                    && parameters.containsKey(name)) {
                                deciding.add(name);
                            }
                        });
        page(schema, pointer);
    }

    private void properties(JsonObject schema, String pointer) {
        schema.object("properties")
                .fields()
                .forEach(
                        (name, property) -> {
                            String at = "/properties/" + JsonValues.pointerToken(name);
                            parameters.putIfAbsent(name, pointer + at);
                            if (property instanceof Map<?, ?> map) {
                                secretsOf(name, JsonObject.of(map));
                            }
                        });
    }

    private void secretsOf(String name, JsonObject property) {
        if (property.text("ui:field").filter("Secret"::equals).isPresent()) {
            secrets.add(name);
            deciding.add(name);
        }
        property.object("ui:options")
                .object("requestUserCredentials")
                .text("secretsKey")
                .ifPresent(secrets::add);
        property.object("properties")
                .fields()
                .forEach(
                        (inner, value) -> {
                            if (value instanceof Map<?, ?> map) {
                                secretsOf(inner, JsonObject.of(map));
                            }
                        });
    }
}
