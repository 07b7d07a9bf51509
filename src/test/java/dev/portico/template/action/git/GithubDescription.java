package dev.portico.template.action.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.portico.test.StandIn.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// GitHub's own description of its API, as the npm package `@octokit/openapi` has it, to hold our
/// requests to.
final class GithubDescription {
    private static final Path FILE =
            Path.of("src/test/node/node_modules/@octokit/openapi/generated/api.github.com.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;

    private GithubDescription(JsonNode document) {
        this.document = document;
    }

    /// Null, with a printed line, where the package is not installed.
    static @Nullable GithubDescription find() {
        if (!Files.isRegularFile(FILE)) {
            System.out.println(
                    "skipped: what GitHub says of its API needs npm install --prefix src/test/node");
            return null;
        }
        try {
            JsonNode document =
                    JSON.readTree(
                            Files.readString(FILE).replace("#/components/schemas/", "#/$defs/"));
            allowNull(document);
            return new GithubDescription(document);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// `nullable` of OpenAPI 3.0 as JSON Schema says it.
    private static void allowNull(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("nullable").asBoolean()
                && object.path("type").isTextual()) {
            String type = object.path("type").asText();
            object.putArray("type").add(type).add("null");
        }
        node.forEach(GithubDescription::allowNull);
    }

    /// Fails when a request has no operation, lacks a field that is required, has one that is not
    /// known, or a value of another type.
    void check(Asked asked) {
        String path = asked.path().replaceFirst("^/api/v3", "").replaceFirst("\\?.*", "");
        JsonNode operation = operation(asked.method().toLowerCase(Locale.ROOT), path);
        JsonNode body =
                operation
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema");
        if (body.isMissingNode()) {
            assertThat(asked.body().isEmpty()).as(asked.line() + " takes no body").isTrue();
            return;
        }
        ObjectNode schema = body.deepCopy();
        JsonNode properties = resolve(schema).path("properties");
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        if (!names.isEmpty()) {
            assertThat(names).as(asked.line()).containsAll(asked.body().fields().keySet());
        }
        schema.set("$defs", document.at("/components/schemas"));
        try {
            assertThat(
                            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                    .getSchema(schema)
                                    .validate(JSON.readTree(asked.body().toJson())))
                    .as(asked.line() + " with " + asked.body())
                    .isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode resolve(JsonNode schema) {
        String ref = schema.path("$ref").asText();
        return ref.startsWith("#/$defs/")
                ? document.at("/components/schemas/" + ref.substring(8))
                : schema;
    }

    private JsonNode operation(String method, String path) {
        return document.path("paths").properties().stream()
                .filter(one -> path.matches(one.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
                .filter(one -> one.getValue().has(method))
                .min(Comparator.comparingInt(one -> one.getKey().split("\\{", -1).length))
                .map(Map.Entry::getValue)
                .map(one -> one.path(method))
                .orElseThrow(() -> new AssertionError("GitHub has no " + method + " " + path));
    }
}
