package dev.portico.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.portico.platform.json.JsonObject;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Asks every route and every field of GraphQL as every sort of caller, and holds what comes of it
/// against the file that was reviewed. A route or field that is not in the file fails; a change of
/// the file is made with `-Dgolden.update`.
///
/// `401`, `403`: refused. `-`: let through, whatever was answered then.
@QuarkusTest
@TestProfile(RoleProfile.class)
class MatrixTest {
    private static final Path MATRIX = Path.of("src/test/resources/access/matrix.tsv");
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";
    private static final List<String> VERBS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");

    /// What is sent where an empty object would not get as far as the gate.
    private static final Map<String, String> BODIES =
            Map.of(
                    "POST /api/catalog/refresh",
                    "{'entityRef':'component:default/matrix-orders'}",
                    "POST /api/scaffolder/v2/tasks",
                    "{'templateRef':'template:default/none','values':{}}",
                    "PUT /api/catalog/deployments",
                    "{'entity':'component:default/matrix-orders','environment':'e','version':'1'}",
                    "PUT /api/catalog/locations/{id}",
                    "{'type':'url','target':'https://git.example.com/x'}",
                    "POST /api/catalog/locations",
                    "{'type':'url','target':'javascript:nothing'}",
                    "POST /api/catalog/analyze-location",
                    "{'location':{'type':'url','target':'https://git.example.com/acme/matrix'}}",
                    "POST /api/kubernetes/resources/workloads/query",
                    "{'entityRef':'component:default/matrix-orders'}",
                    "POST /api/kubernetes/services/{serviceId}",
                    "{'entity':{'kind':'Component','metadata':{'name':'matrix-orders'}}}",
                    "POST /api/catalog/entity-facets",
                    "{'facets':['kind']}",
                    "POST /api/catalog/entities/by-refs",
                    "{'entityRefs':['component:default/matrix-orders']}");

    private static final Map<String, String> MORE_BODIES =
            Map.of(
                    "POST /api/kubernetes/resources/custom/query",
                    "{'entityRef':'component:default/matrix-orders','customResources':[{'group':'a.b','apiVersion':'v1','plural':'cs'}]}",
                    "POST /api/scaffolder/v2/autocomplete/{provider}/{resource}",
                    "{'token':'t','context':{}}",
                    "POST /api/permission/authorize",
                    "{'items':[]}");

    private static final String DEPLOYMENT =
            "(deployment: {ref: \"component:default/matrix-orders\", environment: \"e\","
                    + " version: \"1\"})";

    private static final Map<String, String> QUERIES =
            Map.of(
                    "GET /api/why",
                    "?ref=component:default/matrix-orders",
                    "GET /api/catalog/entity-facets",
                    "?facet=kind",
                    "GET /api/search/query",
                    "?term=matrix",
                    "GET /api/access/explain",
                    "?permission=catalog.entity.read",
                    "GET /api/scaffolder/v2/tasks/{id}/events",
                    "?after=0");

    @Inject AccessSample sample;

    private String uid = "";

    @BeforeEach
    void anEntityThatSomebodyOwns() {
        RestAssured.urlEncodingEnabled = false;
        sample.put("matrix-orders", false);
        uid = sample.uid("matrix-orders");
    }

    @Test
    @Timeout(300)
    void everyCallerGetsWhatTheFileSays() throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (String route : routes()) {
            found.put(route, outcomes(role -> rest(route, role)));
        }
        for (Field field : fields()) {
            found.put(field.name(), outcomes(role -> graphQl(field, role)));
        }
        String text =
                "what\t"
                        + String.join("\t", RoleViewer.ROLES)
                        + "\n"
                        + found.entrySet().stream()
                                .map(entry -> entry.getKey() + "\t" + entry.getValue() + "\n")
                                .collect(Collectors.joining());
        if (System.getProperty("golden.update") != null) {
            Files.writeString(MATRIX, text);
        }

        assertThat(text.lines()).containsExactlyElementsOf(Files.readAllLines(MATRIX));
    }

    private interface Ask {
        String as(String role);
    }

    private static String outcomes(Ask ask) {
        return RoleViewer.ROLES.stream().map(ask::as).collect(Collectors.joining("\t"));
    }

    /// Every route of the program, as `GET /api/catalog/entities`.
    private static List<String> routes() {
        List<String> routes = new ArrayList<>();
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.portico")) {
            Optional<String> base = path(type.tryGetAnnotationOfType("jakarta.ws.rs.Path"));
            if (base.isEmpty()) {
                continue;
            }
            for (JavaMethod method : type.getMethods()) {
                for (String verb : VERBS) {
                    if (method.isAnnotatedWith("jakarta.ws.rs." + verb)) {
                        String below =
                                path(method.tryGetAnnotationOfType("jakarta.ws.rs.Path"))
                                        .orElse("");
                        routes.add(
                                verb
                                        + " "
                                        + ("/" + base.get() + "/" + below)
                                                .replaceAll("/+", "/")
                                                .replaceAll("(.)/$", "$1"));
                    }
                }
            }
        }
        assertThat(routes).hasSizeGreaterThan(50);
        return routes;
    }

    private static Optional<String> path(Optional<? extends JavaAnnotation<?>> annotation) {
        return annotation.flatMap(it -> it.get("value")).map(String::valueOf);
    }

    private String rest(String route, String role) {
        String verb = route.substring(0, route.indexOf(' '));
        String path =
                route.substring(route.indexOf(' ') + 1)
                        .replace("{kind}", "component")
                        .replace("{namespace}", "default")
                        .replace("{name}", route.contains("/catalog/") ? "matrix-orders" : "none")
                        .replace("{uid}", uid)
                        .replace("{serviceId}", "matrix-orders")
                        .replaceAll("\\{id[^}]*}", NOBODY)
                        .replaceAll("\\{[^}]*}", "none");
        String body =
                BODIES.getOrDefault(route, MORE_BODIES.getOrDefault(route, "{}"))
                        .replace('\'', '"');
        var request = given().header(RoleViewer.HEADER, role).redirects().follow(false);
        if (!verb.equals("GET") && !verb.equals("DELETE")) {
            request = request.contentType("application/json").body(body);
        }
        Response response = request.request(verb, path + QUERIES.getOrDefault(route, ""));
        return outcome(response.statusCode());
    }

    private static String outcome(int status) {
        assertThat(status).isLessThan(600);
        return status == 401 || status == 403 ? String.valueOf(status) : "-";
    }

    /// A root field and an operation that asks for it.
    private record Field(String name, String operation) {}

    private static List<Field> fields() {
        JsonObject schema =
                graphQl(
                                """
                                { __schema { queryType { name } mutationType { name }
                                  subscriptionType { name }
                                  types { name kind inputFields { name type { ...t } }
                                    enumValues { name }
                                    fields { name type { ...t } args { name defaultValue
                                      type { ...t } } } } } }
                                fragment t on __Type { kind name ofType { kind name ofType
                                  { kind name ofType { kind name } } } }
                                """,
                                "admin")
                        .object("data")
                        .object("__schema");
        Map<String, JsonObject> types = new TreeMap<>();
        schema.objects("types").forEach(type -> types.put(type.text("name").orElse(""), type));
        List<Field> fields = new ArrayList<>();
        for (String operation : List.of("query", "mutation", "subscription")) {
            String root = schema.object(operation + "Type").text("name").orElseThrow();
            for (JsonObject field : types.get(root).objects("fields")) {
                String name = field.text("name").orElseThrow();
                fields.add(
                        new Field(
                                operation + " " + name,
                                operation
                                        + " { "
                                        + name
                                        + (name.equals("reportDeployment")
                                                ? DEPLOYMENT
                                                : arguments(field.objects("args"), types))
                                        + selection(field.object("type"), types)
                                        + " }"));
            }
        }
        return fields;
    }

    private static String arguments(List<JsonObject> arguments, Map<String, JsonObject> types) {
        String given =
                arguments.stream()
                        .filter(it -> it.object("type").text("kind").orElse("").equals("NON_NULL"))
                        .map(
                                it ->
                                        it.text("name").orElseThrow()
                                                + ": "
                                                + value(it, it.object("type"), types))
                        .collect(Collectors.joining(", "));
        return given.isEmpty() ? "" : "(" + given + ")";
    }

    private static String value(
            JsonObject argument, JsonObject type, Map<String, JsonObject> types) {
        String kind = type.text("kind").orElse("");
        String typeName = type.text("name").orElse("");
        return switch (kind) {
            case "NON_NULL" -> value(argument, type.object("ofType"), types);
            case "LIST" -> "[" + value(argument, type.object("ofType"), types) + "]";
            case "ENUM" ->
                    types.get(typeName).objects("enumValues").getFirst().text("name").orElseThrow();
            case "INPUT_OBJECT" ->
                    types.get(typeName).objects("inputFields").stream()
                            .filter(
                                    it ->
                                            it.object("type")
                                                    .text("kind")
                                                    .orElse("")
                                                    .equals("NON_NULL"))
                            .map(
                                    it ->
                                            it.text("name").orElseThrow()
                                                    + ": "
                                                    + value(it, it.object("type"), types))
                            .collect(Collectors.joining(", ", "{", "}"));
            default ->
                    switch (typeName) {
                        case "Int", "BigInteger", "Float" -> "1";
                        case "Boolean" -> "true";
                        case "DateTime" -> "\"2026-01-01T00:00:00Z\"";
                        case "JSON" -> "{}";
                        default -> "\"" + text(argument.text("name").orElse("")) + "\"";
                    };
        };
    }

    private static String text(String argument) {
        return switch (argument) {
            case "ref", "from", "to", "entity" -> "component:default/matrix-orders";
            case "template" -> "template:default/none";
            case "id", "task" -> NOBODY;
            case "uid" -> NOBODY;
            case "target" -> "javascript:nothing";
            case "permission" -> "catalog.entity.read";
            case "keys" -> "kind";
            default -> "none";
        };
    }

    private static String selection(JsonObject type, Map<String, JsonObject> types) {
        JsonObject named = type;
        while (named.has("ofType") && !named.object("ofType").isEmpty()) {
            named = named.object("ofType");
        }
        String kind = named.text("kind").orElse("");
        return kind.equals("SCALAR") || kind.equals("ENUM") ? "" : " { __typename }";
    }

    private static String graphQl(Field field, String role) {
        return graphQl(field.operation(), role).objects("errors").stream()
                .map(error -> error.object("extensions").text("code").orElse(""))
                .filter(code -> code.equals("UNAUTHENTICATED") || code.equals("FORBIDDEN"))
                .findFirst()
                .map(code -> code.equals("FORBIDDEN") ? "403" : "401")
                .orElse("-");
    }

    private static JsonObject graphQl(String operation, String role) {
        Response response =
                given().header(RoleViewer.HEADER, role)
                        .contentType("application/json")
                        .body(Map.of("query", operation))
                        .post("/graphql");
        assertThat(response.statusCode()).as(operation).isEqualTo(200);
        return JsonObject.parse(response.asString());
    }
}
