package dev.portico.template.action.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.catalog.Location;
import dev.portico.model.Entity;
import dev.portico.model.Problem;
import dev.portico.model.SourcePosition;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHost;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitMirrors;
import dev.portico.scm.GitPublisher;
import dev.portico.scm.GitRemote;
import dev.portico.scm.GitRepositories;
import dev.portico.source.LocationPreview;
import dev.portico.template.Made;
import dev.portico.template.action.TestContext;
import dev.portico.test.SampleRepo;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogRegisterTest {
    private static final String URL =
            "https://git.example.com/acme/orders/src/branch/main/catalog-info.yaml";

    @TempDir Path folder;

    private final RegisteredLocations locations = new RegisteredLocations();
    private final List<String> triggered = new ArrayList<>();
    private LocationPreview preview =
            (type, target) ->
                    new LocationPreview.Preview(
                            List.of(
                                    entity("Location", "generated-1"),
                                    entity("API", "orders-api"),
                                    entity("Component", "orders")),
                            List.of());
    private GitRemote remote;
    private TestContext context;

    @BeforeEach
    void start() throws Exception {
        GitHost host =
                new GitHost(
                        "test",
                        GitHostKind.GITEA,
                        URI.create("https://git.example.com"),
                        GitHost.TokenSource.NONE,
                        null);
        remote =
                new GitRemote(
                        new GitHosts(List.of(host)),
                        OutgoingPolicy.of(List.of()),
                        folder,
                        Duration.ofSeconds(5),
                        1_000_000);
        context = new TestContext(Files.createDirectories(folder.resolve("workspace")));
    }

    @AfterEach
    void stop() {
        remote.close();
    }

    private static Entity entity(String kind, String name) {
        return new Entity(JsonObject.of(Map.of("kind", kind, "metadata", Map.of("name", name))));
    }

    private CatalogRegister action() {
        GitRepositories repositories =
                new GitRepositories(
                        remote,
                        new GitMirrors(
                                remote,
                                folder.resolve("mirrors"),
                                Long.MAX_VALUE,
                                Clock.systemUTC()));
        GitPublisher publisher =
                new GitPublisher(remote, folder.resolve("git"), folder.resolve("push"));
        return new CatalogRegister(
                locations,
                (type, target) -> preview.preview(type, target),
                (source, actor) -> triggered.add(source + " by " + actor),
                repositories,
                new LocalRegistration(
                        publisher,
                        repositories,
                        (source, actor) -> triggered.add(source + " by " + actor),
                        () -> triggered.add("look")));
    }

    private JsonObject run(String key, String value, Object... more) throws Exception {
        JsonObject input = JsonObject.of(Map.of(key, value));
        for (int i = 0; i < more.length; i += 2) {
            input = input.with((String) more[i], more[i + 1]);
        }
        return context.run(action(), input);
    }

    private static void fails(ThrowingCallable run, ErrorCode code, String message) {
        assertThatThrownBy(run)
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining(message)
                .extracting("code")
                .isEqualTo(code);
    }

    @Test
    void registersALocationAndNamesItsComponent() throws Exception {
        JsonObject output = run("catalogInfoUrl", URL);
        assertThat(output)
                .isEqualTo(
                        JsonObject.of(
                                Map.of(
                                        "catalogInfoUrl",
                                        URL,
                                        "entityRef",
                                        "component:default/orders")));
        Location location = locations.all.getFirst();
        assertThat(location.target()).isEqualTo(URL);
        assertThat(triggered).containsExactly("location:id-0 by user:default/ann");
        assertThat(context.made)
                .containsExactly(
                        new Made(Made.Type.LOCATION, location.entityRef().toString(), URL),
                        new Made(Made.Type.ENTITY, "component:default/orders", null),
                        new Made(Made.Type.ENTITY, "api:default/orders-api", null));
    }

    @Test
    void theAddressFollowsFromTheRepository() throws Exception {
        String contents = "https://git.example.com/acme/orders/src/branch/main/";
        assertThat(run("repoContentsUrl", contents).text("catalogInfoUrl")).contains(URL);
        context.noted.clear();
        assertThat(
                        run("repoContentsUrl", contents, "catalogInfoPath", "deploy/info.yaml")
                                .text("catalogInfoUrl"))
                .contains("https://git.example.com/acme/orders/src/branch/main/deploy/info.yaml");
        fails(
                () -> run("repoContentsUrl", contents, "catalogInfoPath", "../../x"),
                ErrorCode.INVALID_INPUT,
                "leads out of the repository");
        fails(
                () -> run("repoContentsUrl", "https://x.example/y"),
                ErrorCode.INVALID_INPUT,
                "is no address of a folder on a Git host");
        fails(
                () -> run("catalogInfoPath", "x"),
                ErrorCode.INVALID_INPUT,
                "Either catalogInfoUrl or repoContentsUrl must say");
    }

    @Test
    void whatIsRegisteredAlreadyIsAConflict() throws Exception {
        locations.register("url", URL);
        fails(
                () -> run("catalogInfoUrl", URL),
                ErrorCode.CONFLICT,
                "Location url:" + URL + " already exists; set optional: true");
        context.noted.clear();
        JsonObject output = run("catalogInfoUrl", URL, "optional", true);
        assertThat(output.text("entityRef")).contains("component:default/orders");
        assertThat(context.made).as("not made by this task").isEmpty();
        assertThat(locations.all).hasSize(1);
    }

    @Test
    void runAgainAfterACrashItKnowsItsOwnLocation() throws Exception {
        run("catalogInfoUrl", URL);
        // the same step, with what it noted, but nothing of its end was stored
        context.made.clear();
        JsonObject output = run("catalogInfoUrl", URL);
        assertThat(output.text("entityRef")).contains("component:default/orders");
        assertThat(context.made).hasSize(3);
        assertThat(locations.all).hasSize(1);
    }

    @Test
    void nothingIsRegisteredThatCantBeRead() throws Exception {
        preview =
                (type, target) -> {
                    throw PorticoException.notFound("There is no file there.");
                };
        fails(() -> run("catalogInfoUrl", URL), ErrorCode.NOT_FOUND, "There is no file there.");
        assertThat(locations.all).isEmpty();
        JsonObject output = run("catalogInfoUrl", URL, "optional", true);
        assertThat(output).isEqualTo(JsonObject.of(Map.of("catalogInfoUrl", URL)));
        assertThat(context.made).extracting(Made::type).containsExactly(Made.Type.LOCATION);
    }

    @Test
    void aDescriptorWithoutEntitiesIsRefused() {
        preview =
                (type, target) ->
                        new LocationPreview.Preview(
                                List.of(entity("Location", "generated-1")),
                                List.of(
                                        Problem.error(
                                                "unknown-kind",
                                                "There is no kind Foo.",
                                                "",
                                                new SourcePosition("s", "x", null, 1, 1, 1))));
        fails(
                () -> run("catalogInfoUrl", URL),
                ErrorCode.UNPROCESSABLE,
                URL + " brings no entity: There is no kind Foo.");
        assertThat(locations.all).isEmpty();
    }

    @Test
    void aRepositoryOfTheHostLocalIsReadAtOnce() throws Exception {
        Path repository = folder.resolve("git/acme/orders.git");
        Files.createDirectories(repository.getParent());
        SampleRepo.create(repository).commit("catalog-info.yaml", SampleRepo.component("orders"));
        JsonObject output = run("repoContentsUrl", "file://" + repository);
        assertThat(output)
                .isEqualTo(
                        JsonObject.of(
                                Map.of(
                                        "catalogInfoUrl",
                                        "file://" + repository + "/catalog-info.yaml",
                                        "entityRef",
                                        "component:default/orders")));
        assertThat(triggered).containsExactly("look", "git:" + repository + " by user:default/ann");
        assertThat(context.made)
                .containsExactly(new Made(Made.Type.ENTITY, "component:default/orders", null));
        assertThat(locations.all).isEmpty();
        fails(
                () -> run("repoContentsUrl", "file://" + repository, "catalogInfoPath", "no.yaml"),
                ErrorCode.NOT_FOUND,
                "There is no file 'no.yaml' in " + repository + ".");
        Path other = folder.resolve("other.git");
        SampleRepo.create(other).commit("catalog-info.yaml", SampleRepo.component("x"));
        fails(
                () -> run("repoContentsUrl", "file://" + other),
                ErrorCode.FORBIDDEN,
                "is in no repository that templates publish to on this machine.");
        fails(
                () -> run("catalogInfoUrl", "file://" + repository + "/../../../other.git/x"),
                ErrorCode.FORBIDDEN,
                "is in no repository");
    }
}
