package dev.portico.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.source.ClusterApply.Applied;
import dev.portico.source.ClusterApply.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is asked of an API server, in which order, and what is not asked of it at all.
class ServerSideApplyTest {
    private static final String MAP_PATH = "/api/v1/namespaces/shop/configmaps/settings";

    private final List<String> requests = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private final Map<String, String> refusals = new LinkedHashMap<>();
    private final List<ClusterSettings> clusters = new ArrayList<>();
    private final List<Applied> told = new ArrayList<>();
    private final ServerSideApply apply = new ServerSideApply(() -> clusters, false);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        apply.close();
        server.stop(0);
    }

    @Test
    void theServerChecksAllBeforeAnythingIsStored() throws InterruptedException {
        open("eu", ApplyRule.CLOSED, new ApplyRule(true, List.of(), List.of()));

        List<Applied> applied = apply("open", false, map("shop", "settings"), map("", "other"));

        assertThat(requests)
                .containsExactly(
                        "GET /api/v1",
                        "PATCH " + MAP_PATH + "?" + query() + "&dryRun=All",
                        "PATCH /api/v1/namespaces/default/configmaps/other?"
                                + query()
                                + "&dryRun=All",
                        "PATCH " + MAP_PATH + "?" + query(),
                        "PATCH /api/v1/namespaces/default/configmaps/other?" + query());
        assertThat(applied)
                .containsExactly(
                        new Applied("open", "v1", "ConfigMap", "shop", "settings", "uid-1", "42"),
                        new Applied("open", "v1", "ConfigMap", "default", "other", "uid-1", "42"));
        assertThat(told).isEqualTo(applied);
        assertThat(JsonObject.parse(bodies.getLast()).object("metadata").text("namespace"))
                .contains("default");
    }

    @Test
    void nothingIsStoredWhenOneOfThemIsRefused() {
        open("eu", new ApplyRule(true, List.of(), List.of()));
        refusals.put("/api/v1/namespaces/shop/configmaps/bad", "422 unknown field \"dat\"");

        refused(
                ErrorCode.UNPROCESSABLE,
                "The API server of the cluster 'eu' does not take ConfigMap 'bad' in shop: unknown"
                        + " field \"dat\"",
                map("shop", "settings"),
                map("shop", "bad"));

        assertThat(requests)
                .filteredOn(each -> each.startsWith("PATCH"))
                .hasSize(2)
                .allMatch(each -> each.endsWith("&dryRun=All"));
        assertThat(told).isEmpty();
    }

    @Test
    void whatTheServerSaysOfASecretIsNotShown() {
        open("eu", new ApplyRule(true, List.of(), List.of()));
        refusals.put("/api/v1/namespaces/shop/secrets/key", "422 invalid: \"hunter2\"");
        JsonObject secret = object("v1", "Secret", "shop", "key");

        assertThatThrownBy(() -> apply("eu", false, secret))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("Secret 'key' in shop")
                .hasMessageContaining("status 422")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void aNamespaceAndWhatGoesIntoItComeTogether() throws InterruptedException {
        open("eu", new ApplyRule(true, List.of(), List.of()));
        refusals.put(MAP_PATH + "?" + query() + "&dryRun=All", "404 namespaces \"shop\" not found");

        List<Applied> applied =
                apply("eu", false, object("v1", "Namespace", "", "shop"), map("shop", "settings"));

        assertThat(applied).extracting(Applied::kind).containsExactly("Namespace", "ConfigMap");
        assertThat(applied).extracting(Applied::uid).containsExactly("uid-1", "uid-1");
    }

    @Test
    void aDryRunStoresNothing() throws InterruptedException {
        open("eu", new ApplyRule(true, List.of(), List.of()));

        assertThat(apply(null, true, map("shop", "settings"))).hasSize(1);

        assertThat(requests)
                .filteredOn(each -> each.startsWith("PATCH"))
                .containsExactly("PATCH " + MAP_PATH + "?" + query() + "&dryRun=All");
        assertThat(told).isEmpty();
    }

    @Test
    void aClosedClusterIsNotEvenAsked() {
        open("eu", ApplyRule.CLOSED);

        refused(ErrorCode.FORBIDDEN, "The cluster 'eu' takes no objects", map("a", "b"));
        assertThat(requests).isEmpty();
        assertThat(apply.open()).isEmpty();
    }

    @Test
    void onlyTheNamespacesAndKindsThatAreNamed() {
        ApplyRule rule =
                new ApplyRule(
                        true,
                        List.of("shop", "team-*"),
                        List.of("ConfigMap", "Namespace", "apps/Deployment"));
        open("eu", rule);

        refused(
                ErrorCode.FORBIDDEN,
                "Nothing may be applied to the namespace 'kube-system' of the cluster 'eu'; its"
                        + " apply-namespaces allow shop, team-*.",
                map("kube-system", "x"));
        refused(
                ErrorCode.FORBIDDEN,
                "Objects of kind Secret may not be applied",
                object("v1", "Secret", "shop", "x"));
        refused(ErrorCode.FORBIDDEN, "namespace 'default'", map("", "x"));
        assertThat(requests).noneMatch(each -> each.startsWith("PATCH"));

        assertThat(accepted(map("team-a", "x"), object("v1", "Namespace", "", "shop"))).isTrue();
    }

    @Test
    void objectsOfTheClusterNeedTheirKindNamedWhereNamespacesAre() {
        open("eu", new ApplyRule(true, List.of("shop"), List.of()));

        refused(
                ErrorCode.FORBIDDEN,
                "Namespace belongs to the cluster 'eu' as a whole",
                object("v1", "Namespace", "", "shop"));
    }

    @Test
    void whatIsNoObjectOrUnknownIsTold() {
        open("eu", new ApplyRule(true, List.of(), List.of()));

        refused(
                ErrorCode.INVALID_INPUT,
                "needs apiVersion, kind and metadata.name; here they are 'v1', 'ConfigMap' and ''",
                object("v1", "ConfigMap", "", ""));
        refused(ErrorCode.INVALID_INPUT, "'../v1'", object("../v1", "ConfigMap", "", "x"));
        refused(
                ErrorCode.UNPROCESSABLE,
                "serves no kind Claim of example.org/v1",
                object("example.org/v1", "Claim", "", "x"));
        refused(
                ErrorCode.INVALID_INPUT,
                "leave out its metadata.namespace",
                object("v1", "Namespace", "shop", "x"));
        refused(ErrorCode.INVALID_INPUT, "There are 0 objects");
    }

    @Test
    void whichClusterIsMeant() {
        ApplyRule any = new ApplyRule(true, List.of(), List.of());
        open("closed", ApplyRule.CLOSED);
        open("eu", any);
        assertThat(accepted(map("shop", "settings"))).isTrue();

        open("us", any);
        assertThat(apply.open()).containsExactly("eu", "us");
        assertThatThrownBy(() -> apply(null, false, map("shop", "settings")))
                .hasMessageContaining("say which is meant: eu, us");
        assertThatThrownBy(() -> apply("asia", false, map("shop", "settings")))
                .hasMessageContaining("There is no cluster 'asia'; there are closed, eu, us.");
    }

    @Test
    void aServerThatIsNotThereMayAnswerLater() {
        open("eu", new ApplyRule(true, List.of(), List.of()));
        server.stop(0);

        refused(
                ErrorCode.UPSTREAM_FAILED,
                "Nothing can be applied to the cluster 'eu' now",
                map("shop", "settings"));
    }

    @Test
    void whoElseManagesAFieldIsTold() {
        open("eu", new ApplyRule(true, List.of(), List.of()));
        refusals.put(MAP_PATH, "409 conflict with \"kubectl\": .data.a");

        refused(ErrorCode.CONFLICT, "conflict with \"kubectl\"", map("shop", "settings"));
    }

    private boolean accepted(JsonObject... objects) {
        try {
            return apply(null, false, objects).size() == objects.length;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refused(ErrorCode code, String message, JsonObject... objects) {
        assertThatThrownBy(() -> apply("eu", false, objects))
                .isInstanceOfSatisfying(
                        PorticoException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private List<Applied> apply(String cluster, boolean dryRun, JsonObject... objects)
            throws InterruptedException {
        return apply.apply(
                new Request(cluster, List.of(objects), "default", false, dryRun), told::add);
    }

    private void open(String closed, ApplyRule rule, ApplyRule second) {
        open(closed, rule);
        open("open", second);
    }

    private void open(String name, ApplyRule rule) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        clusters.add(
                new ClusterSettings(
                        name,
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        null,
                        List.of(),
                        new Reach.Address(url, null, null, true),
                        rule,
                        "test"));
    }

    private static String query() {
        return "fieldManager=portico&fieldValidation=Strict&force=false";
    }

    private static JsonObject map(String namespace, String name) {
        return object("v1", "ConfigMap", namespace, name);
    }

    private static JsonObject object(
            String apiVersion, String kind, String namespace, String name) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        return JsonObject.of(Map.of("apiVersion", apiVersion, "kind", kind, "metadata", metadata));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        requests.add(exchange.getRequestMethod() + " " + target);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("PATCH")) {
            assertThat(exchange.getRequestHeaders().getFirst("Content-Type"))
                    .isEqualTo("application/apply-patch+yaml");
            bodies.add(body);
        }
        String path = exchange.getRequestURI().getPath();
        String refusal = refusals.getOrDefault(target, refusals.get(path));
        if (refusal != null) {
            String message = refusal.substring(4);
            reply(
                    exchange,
                    Integer.parseInt(refusal.substring(0, 3)),
                    JsonObject.of(Map.of("kind", "Status", "message", message)));
        } else if (path.equals("/api/v1")) {
            reply(exchange, 200, KINDS);
        } else if (exchange.getRequestMethod().equals("PATCH")) {
            JsonObject sent = JsonObject.parse(body);
            JsonObject metadata =
                    sent.object("metadata").with("uid", "uid-1").with("resourceVersion", "42");
            reply(exchange, 200, sent.with("metadata", metadata));
        } else {
            reply(exchange, 404, JsonObject.of(Map.of("kind", "Status", "message", "not found")));
        }
    }

    private static final JsonObject KINDS =
            JsonObject.of(
                    Map.of(
                            "resources",
                            List.of(
                                    Map.of(
                                            "name", "configmaps",
                                            "kind", "ConfigMap",
                                            "namespaced", true),
                                    Map.of("name", "secrets", "kind", "Secret", "namespaced", true),
                                    Map.of(
                                            "name", "namespaces",
                                            "kind", "Namespace",
                                            "namespaced", false),
                                    Map.of(
                                            "name", "namespaces/status",
                                            "kind", "Namespace",
                                            "namespaced", false))));

    private static void reply(HttpExchange exchange, int status, JsonObject body)
            throws IOException {
        byte[] bytes = body.toBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
