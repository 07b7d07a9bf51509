package dev.portico.template.form;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.schema.JsonSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Fills in forms as a person might: what the schema names, picks or asks for, else something that
/// fits. The same seed fills in the same.
public final class FormValues {
    private static final int ROUNDS = 5;

    private static final Pattern EXAMPLE =
            Pattern.compile("(?:e\\.g\\.,?|[Ee]xample:?) +([^ )]+[^ ).,])");

    private final RandomGenerator random;
    private final JsonObject everywhere;

    private FormValues(List<JsonObject> pages, long seed) {
        this.random = new Random(seed);
        JsonObject all = JsonObject.EMPTY;
        for (JsonObject page : pages) {
            JsonObject properties = page.object("properties");
            for (String name : properties.fields().keySet()) {
                all = all.with(name, properties.value(name));
            }
        }
        this.everywhere = all;
    }

    /// @param pages of the form; later ones see what earlier ones were given
    public static JsonObject fill(List<JsonObject> pages, long seed) {
        FormValues form = new FormValues(pages, seed);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        pages.forEach(page -> form.fillObject(page, values));
        return JsonObject.of(values);
    }

    private void fillObject(JsonObject schema, Map<String, @Nullable Object> values) {
        for (String keyword : List.of("oneOf", "anyOf")) {
            List<JsonObject> branches = schema.objects(keyword);
            if (!branches.isEmpty()) {
                fillObject(branches.get(random.nextInt(branches.size())), values);
            }
        }
        JsonObject properties = schema.object("properties");
        Set<String> required = new LinkedHashSet<>(schema.texts("required"));
        for (String name : properties.fields().keySet()) {
            JsonObject property = properties.object(name);
            boolean wanted =
                    required.contains(name)
                            || Boolean.TRUE.equals(property.value("required"))
                            || random.nextInt(4) > 0;
            if (wanted && !values.containsKey(name)) {
                values.put(name, value(name, property));
            }
        }
        for (String name : required) {
            if (!values.containsKey(name)) {
                // it may be asked for on another page
                JsonObject property =
                        properties.has(name) ? properties.object(name) : everywhere.object(name);
                values.put(name, value(name, property));
            }
        }
        depend(schema, values);
        for (int round = 0; round < ROUNDS; round++) {
            schema.objects("allOf").forEach(part -> fillConditional(part, values));
            if (schema.has("if")) {
                fillConditional(schema, values);
            }
        }
    }

    private void fillConditional(JsonObject part, Map<String, @Nullable Object> values) {
        if (part.has("if")) {
            JsonSchema condition = JsonSchema.compileForm(part.object("if")).schema();
            boolean holds = condition == null || condition.validate(values).isEmpty();
            fillObject(part.object(holds ? "then" : "else"), values);
        } else if (part.has("properties") || part.has("required")) {
            fillObject(part.without("if"), values);
        }
    }

    private void depend(JsonObject schema, Map<String, @Nullable Object> values) {
        JsonObject dependencies = schema.object("dependencies");
        for (String name : dependencies.fields().keySet()) {
            if (!values.containsKey(name)) {
                continue;
            }
            for (String other : dependencies.texts(name)) {
                values.computeIfAbsent(
                        other, it -> value(it, schema.object("properties").object(it)));
            }
            JsonObject rule = dependencies.object(name);
            List<JsonObject> branches = new ArrayList<>(rule.objects("oneOf"));
            branches.addAll(rule.objects("anyOf"));
            branches.addAll(rule.objects("allOf"));
            if (!branches.isEmpty()) {
                choose(name, branches, values, schema.texts("required").contains(name));
            }
            fillObject(rule.without("oneOf").without("anyOf").without("allOf"), values);
        }
    }

    /// Goes on with the branch for the value of a field. Where no branch is for it the value itself
    /// is not allowed.
    private void choose(
            String name,
            List<JsonObject> branches,
            Map<String, @Nullable Object> values,
            boolean required) {
        Optional<JsonObject> branch =
                branches.stream()
                        .filter(
                                each ->
                                        fits(
                                                each.object("properties").object(name),
                                                values.get(name)))
                        .findFirst();
        if (branch.isPresent()) {
            fillObject(branch.get(), values);
        } else if (required) {
            JsonObject other = branches.get(random.nextInt(branches.size()));
            values.put(name, value(name, other.object("properties").object(name)));
            fillObject(other, values);
        } else {
            values.remove(name);
        }
    }

    private static boolean fits(JsonObject rule, @Nullable Object value) {
        JsonSchema schema =
                JsonSchema.compileForm(
                                JsonObject.of(Map.of("properties", Map.of("it", rule.fields()))))
                        .schema();
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("it", value);
        return schema != null && schema.validate(given).isEmpty();
    }

    private @Nullable Object value(String name, JsonObject schema) {
        if (schema.has("const")) {
            return schema.value("const");
        }
        boolean choice = schema.has("enum") || schema.text("type").orElse("").equals("boolean");
        if (schema.has("default")
                && (!choice || random.nextBoolean())
                && fits(schema, schema.value("default"))) {
            return schema.value("default");
        }
        List<@Nullable Object> choices = new ArrayList<>(schema.list("enum"));
        choices.removeAll(schema.list("ui:enumDisabled"));
        if (choices.isEmpty()) {
            choices.addAll(schema.list("examples"));
        }
        if (!choices.isEmpty()) {
            return choices.get(random.nextInt(choices.size()));
        }
        for (String keyword : List.of("oneOf", "anyOf")) {
            List<JsonObject> branches = schema.objects(keyword);
            if (!branches.isEmpty() && !schema.has("properties")) {
                return value(name, branches.get(random.nextInt(branches.size())));
            }
        }
        List<String> types = schema.texts("type");
        String type =
                types.isEmpty()
                        ? schema.text("type").orElse(schema.has("properties") ? "object" : "string")
                        : types.getFirst();
        return switch (type) {
            case "object" -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                fillObject(schema, object);
                yield object;
            }
            case "array" -> list(name, schema);
            case "null" -> null;
            case "boolean" -> random.nextBoolean();
            case "integer", "number" -> number(schema);
            default -> text(name, schema);
        };
    }

    private List<@Nullable Object> list(String name, JsonObject schema) {
        int least = schema.value("minItems") instanceof Number min ? min.intValue() : 1;
        Set<@Nullable Object> items = new LinkedHashSet<>();
        for (int i = 0; i < 20 && items.size() < least; i++) {
            items.add(value(name, schema.object("items")));
        }
        return new ArrayList<>(items);
    }

    private long number(JsonObject schema) {
        long least = schema.value("minimum") instanceof Number min ? min.longValue() : 1;
        long most = schema.value("maximum") instanceof Number max ? max.longValue() : least + 100;
        return least + random.nextLong(Math.max(1, most - least + 1));
    }

    private String text(String name, JsonObject schema) {
        Optional<String> picked = picked(schema);
        if (picked.isPresent()) {
            return picked.get();
        }
        int min = schema.value("minLength") instanceof Number least ? least.intValue() : 1;
        int max = schema.value("maxLength") instanceof Number most ? most.intValue() : 200;
        Optional<String> pattern = schema.text("pattern");
        if (pattern.isPresent()) {
            return PatternText.of(pattern.get(), min, max, random).orElse("");
        }
        Optional<String> example =
                schema.text("description")
                        .map(EXAMPLE::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .filter(found -> fits(schema, found));
        if (example.isPresent()) {
            return example.get();
        }
        String text =
                switch (schema.text("format").orElse("")) {
                    case "email" -> "ann@example.com";
                    case "uri", "url" -> "https://example.com/a";
                    case "hostname" -> "a.example.com";
                    case "date" -> "2026-01-02";
                    case "date-time" -> "2026-01-02T03:04:05Z";
                    case "ipv4" -> "192.0.2.1";
                    case "uuid" -> "01234567-89ab-4cde-8f01-23456789abcd";
                    default ->
                            name.toLowerCase(Locale.ROOT).endsWith("url")
                                    ? "https://github.com/acme/sample/blob/main/deploy/app.yaml"
                                    : "a-"
                                            + name.toLowerCase(Locale.ROOT)
                                                    .replaceAll("[^a-z0-9]+", "-");
                };
        String padded = text.length() < min ? text + "x".repeat(min - text.length()) : text;
        return padded.length() > max ? padded.substring(0, max) : padded;
    }

    /// What the fields answer that know more than their type.
    private Optional<String> picked(JsonObject schema) {
        JsonObject options = schema.object("ui:options");
        return switch (schema.text("ui:field").orElse("")) {
            case "RepoUrlPicker" -> Optional.of(repository(options));
            case "OwnerPicker", "MyGroupsPicker" -> Optional.of("group:default/sample");
            case "EntityPicker", "OwnedEntityPicker" ->
                    Optional.of(kind(options) + ":default/sample");
            case "EntityNamePicker" -> Optional.of("sample-" + (char) ('a' + random.nextInt(26)));
            case "Secret" -> Optional.of("a-secret");
            default -> Optional.empty();
        };
    }

    private static String kind(JsonObject options) {
        JsonObject filter = options.object("catalogFilter");
        Optional<String> kind =
                filter.text("kind")
                        .or(() -> filter.texts("kind").stream().findFirst())
                        .or(
                                () ->
                                        options.objects("catalogFilter").stream()
                                                .flatMap(each -> each.text("kind").stream())
                                                .findFirst())
                        .or(() -> options.texts("allowedKinds").stream().findFirst());
        return kind.orElse("component").toLowerCase(Locale.ROOT);
    }

    private String repository(JsonObject options) {
        List<String> hosts = options.texts("allowedHosts");
        String host = hosts.isEmpty() ? "github.com" : hosts.get(random.nextInt(hosts.size()));
        String owner =
                first(options, "allowedOwners")
                        .or(() -> first(options, "allowedOrganizations"))
                        .orElse("acme");
        return host.equals("dev.azure.com")
                ? host + "?organization=" + owner + "&project=shop&repo=sample"
                : host + "?owner=" + owner + "&repo=sample";
    }

    private static Optional<String> first(JsonObject options, String key) {
        // where a form leaves it to a later field it is no name
        return options.texts(key).stream().filter(it -> !it.contains("{{")).findFirst();
    }
}
