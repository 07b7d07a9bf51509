package dev.portico.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Holds the answers of a route to the OpenAPI document that describes it. A filter of RestAssured:
/// whatever is asked with it is checked, and it remembers which operations answered.
///
/// ```java
/// @QuarkusTest
/// class CatalogCorpusTest {
///     static final OpenApiAnswers API = OpenApiAnswers.of("openapi-catalog.json", "/api/catalog");
///
///     @Test
///     void everyOperationAnswersAsDescribed() {
///         API.assumeThere();
///         given().filter(API).get("/api/catalog/entities?limit=1").then().statusCode(200);
///         given().filter(API).get("/api/catalog/entities/by-uid/none").then().statusCode(404);
///         assertThat(API.withoutSuccess()).isEmpty();
///     }
/// }
/// ```
///
/// A checked answer belongs to an operation of the document (by method and path, literal segments
/// before templates); its status is one the operation names, or there is a `default`; where the
/// document describes a body, the answer is JSON that fits the schema (2020-12); where it describes
/// none, the answer has none. Anything else fails with the operation, the body and every violation.
///
/// The documents are Backstage's and no part of this repository, see [SharedFiles]. Without them
/// [#assumeThere] prints a line and skips the test.
public final class OpenApiAnswers implements Filter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private static final String FOLDER = "spec/backstage/";

    private final String file;
    private final String mount;
    private final @Nullable JsonNode document;
    private final List<Operation> operations;
    private final Set<String> succeeded = ConcurrentHashMap.newKeySet();

    private OpenApiAnswers(String file, String mount, @Nullable JsonNode document) {
        this.file = file;
        this.mount = mount;
        this.document = document;
        this.operations = document == null ? List.of() : operations(document);
    }

    /// @param file name of the document, as `openapi-search.json`
    /// @param mount where its paths begin, as `/api/search`
    public static OpenApiAnswers of(String file, String mount) {
        return new OpenApiAnswers(
                file,
                mount,
                SharedFiles.find(FOLDER + file).map(OpenApiAnswers::read).orElse(null));
    }

    /// With the schemas where JSON Schema knows to look for them.
    private static JsonNode read(Path path) {
        try {
            return JSON.readTree(
                    Files.readString(path).replace("#/components/schemas/", "#/$defs/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Skips the test, with a line that says so, where the document is not.
    public void assumeThere() {
        SharedFiles.require(FOLDER + file);
    }

    /// The operations, as `GET /entities`, that have answered nothing below 300 so far.
    public Set<String> withoutSuccess() {
        Set<String> missing = new TreeSet<>();
        operations.forEach(operation -> missing.add(operation.name()));
        missing.removeAll(succeeded);
        return missing;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request,
            FilterableResponseSpecification specification,
            FilterContext context) {
        Response response = context.next(request, specification);
        String path = URI.create(request.getURI()).getRawPath();
        assertThat(path).as("a path of " + file).startsWith(mount);
        Operation operation = find(request.getMethod(), path.substring(mount.length()));
        check(operation, response);
        if (response.statusCode() < 300) {
            succeeded.add(operation.name());
        }
        return response;
    }

    private Operation find(String method, String path) {
        return operations.stream()
                .filter(it -> it.method().equals(method) && it.path().matcher(path).matches())
                .min(Comparator.comparingInt(Operation::templates))
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        file + " has no operation " + method + " " + path));
    }

    private void check(Operation operation, Response response) {
        String what = operation.name() + " answered " + response.statusCode();
        String body = response.asString();
        JsonNode responses = operation.json().path("responses");
        JsonNode described = responses.path(String.valueOf(response.statusCode()));
        described = resolve(described.isMissingNode() ? responses.path("default") : described);
        assertThat(described.isMissingNode()).as(what + ", which is not described").isFalse();
        @Nullable JsonNode schema = jsonSchema(described);
        if (schema == null) {
            assertThat(body).as(what + " with a body, which is not described").isEmpty();
            return;
        }
        assertThat(response.contentType()).as(what).startsWith("application/json");
        assertThat(violations(schema, body)).as(what + " with " + body).isEmpty();
    }

    private static @Nullable JsonNode jsonSchema(JsonNode described) {
        for (Map.Entry<String, JsonNode> content : described.path("content").properties()) {
            if (content.getKey().startsWith("application/json")) {
                return content.getValue().path("schema");
            }
        }
        return null;
    }

    private JsonNode resolve(JsonNode node) {
        String ref = node.path("$ref").asText();
        return ref.startsWith("#/") && document != null ? document.at(ref.substring(1)) : node;
    }

    private List<String> violations(JsonNode schema, String body) {
        ObjectNode whole = schema.deepCopy();
        if (document != null) {
            whole.set("$defs", document.at("/components/schemas"));
        }
        List<String> violations = new ArrayList<>();
        try {
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(whole)
                    .validate(JSON.readTree(body))
                    .forEach(error -> violations.add(error.toString()));
        } catch (IOException e) {
            violations.add("not JSON: " + e.getMessage());
        }
        return violations;
    }

    private static List<Operation> operations(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    operations.add(Operation.of(method.getKey(), path.getKey(), method.getValue()));
                }
            }
        }
        return operations;
    }

    /// @param templates how many segments of its path may be anything
    private record Operation(
            String name, String method, Pattern path, int templates, JsonNode json) {
        static Operation of(String method, String path, JsonNode json) {
            String upper = method.toUpperCase(Locale.ROOT);
            return new Operation(
                    upper + " " + path,
                    upper,
                    Pattern.compile(path.replaceAll("\\{[^}]*}", "[^/]+")),
                    path.length() - path.replace("{", "").length(),
                    json);
        }
    }
}
