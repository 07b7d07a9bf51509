package dev.portico.platform.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.regex.EcmaPattern;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A compiled JSON Schema. The one place that knows the validator library, and Jackson's tree,
/// which that library works on.
public final class JsonSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Map<SpecificationVersion, Schema> META = new ConcurrentHashMap<>();

    /// Patterns come from templates and kinds, what they are held to from anybody.
    private static final SchemaRegistryConfig CONFIG =
            SchemaRegistryConfig.builder().regularExpressionFactory(JsonSchema::pattern).build();

    private final Schema schema;

    private JsonSchema(Schema schema) {
        this.schema = schema;
    }

    /// Compiles a schema of draft 7 or 2020-12 (the default).
    ///
    /// @return what is wrong with the schema when it is none
    public static Compiled compile(JsonObject schema) {
        return compile(schema, SpecificationVersion.DRAFT_2020_12);
    }

    /// As [#compile(JsonObject)], for schemas that forms are made of: without `$schema` one is
    /// draft 7, as Backstage's templates are written.
    public static Compiled compileForm(JsonObject schema) {
        return compile(schema, SpecificationVersion.DRAFT_7);
    }

    private static Compiled compile(JsonObject schema, SpecificationVersion usual) {
        String dialect = schema.text("$schema").orElse("");
        SpecificationVersion version;
        if (dialect.isEmpty()) {
            version = usual;
        } else if (dialect.contains("/2020-12/")) {
            version = SpecificationVersion.DRAFT_2020_12;
        } else if (dialect.contains("/draft-07/")) {
            version = SpecificationVersion.DRAFT_7;
        } else {
            String message = "The dialect must be draft 7 or 2020-12, not " + dialect + ".";
            return new Compiled(null, List.of(Violation.ofSchema("/$schema", "$schema", message)));
        }
        JsonNode node = node(schema.fields());
        List<Violation> violations = violations(meta(version).validate(node));
        if (!violations.isEmpty()) {
            return new Compiled(null, violations);
        }
        try {
            // a registry of its own: schemas with the same $id must not see each other
            Schema compiled =
                    SchemaRegistry.withDefaultDialect(
                                    version, builder -> builder.schemaRegistryConfig(CONFIG))
                            .getSchema(node);
            compiled.initializeValidators();
            return new Compiled(new JsonSchema(compiled), List.of());
        } catch (SchemaException e) {
            String message = "The schema can't be used: " + e.getMessage() + ".";
            return new Compiled(null, List.of(Violation.ofSchema("", "schema", message)));
        }
    }

    /// The schema of schemas; reading it takes longer than anything it is used for.
    private static Schema meta(SpecificationVersion version) {
        return META.computeIfAbsent(
                version,
                _ ->
                        SchemaRegistry.withDefaultDialect(version)
                                .getSchema(SchemaLocation.of(version.getDialectId())));
    }

    private static RegularExpression pattern(String source) {
        return EcmaPattern.of(
                        source,
                        text ->
                                RegularExpressions.replaceLongformCharacterProperties(
                                        RegularExpressions.replaceDollarAnchors(text)))
                ::find;
    }

    /// Everything in a document that the schema does not allow; only that, when a pattern takes too
    /// long.
    public List<Violation> validate(Map<String, @Nullable Object> document) {
        try {
            return violations(schema.validate(node(document)));
        } catch (PorticoException e) {
            return List.of(Violation.ofSchema("", "pattern", e.text()));
        }
    }

    private static List<Violation> violations(List<Error> errors) {
        List<Violation> violations = new ArrayList<>(errors.size());
        for (Error error : errors) {
            violations.add(
                    new Violation(
                            error.getInstanceLocation().toString(),
                            error.getKeyword(),
                            error.getMessage(),
                            error.getProperty(),
                            error.getSchemaLocation().getFragment().toString(),
                            error.getEvaluationPath().toString()));
        }
        return violations;
    }

    private static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case String text -> NODES.textNode(text);
            case Boolean bool -> NODES.booleanNode(bool);
            case Long number -> NODES.numberNode(number.longValue());
            case Double number -> NODES.numberNode(number.doubleValue());
            case BigInteger number -> NODES.numberNode(number);
            case BigDecimal number -> NODES.numberNode(number);
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode(list.size());
                list.forEach(element -> array.add(node(element)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((key, member) -> object.set((String) key, node(member)));
                yield object;
            }
            default -> throw new IllegalArgumentException("not a JSON value: " + value);
        };
    }

    /// @param pointer of the value that is not right
    /// @param keyword of the schema that says so, as `required`
    /// @param message the library's words
    /// @param property the field concerned, for `required` and `additionalProperties`
    /// @param rule pointer into the schema to what is broken
    /// @param way how the rule was reached: a pointer through the schema that goes through `$ref`
    public record Violation(
            String pointer,
            String keyword,
            String message,
            @Nullable String property,
            String rule,
            String way) {
        private static Violation ofSchema(String pointer, String keyword, String message) {
            return new Violation(pointer, keyword, message, null, "", "");
        }
    }

    /// A schema, or what is wrong with it.
    public record Compiled(@Nullable JsonSchema schema, List<Violation> violations) {}
}
