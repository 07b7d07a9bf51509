package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.app.bench.ServerProcess;
import dev.portico.platform.json.JsonObject;
import dev.portico.test.RealGitea;
import dev.portico.test.RealKubernetes;
import dev.portico.test.SampleRepo;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// From a form to what runs, by the template of `catalog/templates/golden-path` and as
/// `docs/golden-path.md` tells, on real servers: a developer fills the form; a repository and a
/// pull request are on Gitea; an owner approves; the request is merged; Argo CD deploys it,
/// Crossplane makes its database, its Pods run; the catalog knows whose it is, how it does and
/// which run made it. The program is killed twice on the way, and everything is made once.
@Tag("real")
@ExtendWith(RealKubernetes.class)
class GoldenPathIT {
    private static final Duration SOON = PlatformStage.SOON;

    /// Steps that wait look by themselves after 30 seconds.
    private static final Duration BY_EVENT = Duration.ofSeconds(25);

    private static final Path SAMPLES = Path.of("src/test/resources/kubernetes/golden-path");
    private static final Path TEMPLATES = Path.of("catalog/templates");
    private static final Path PAGE = Path.of("docs/golden-path.md");
    private static final Pattern GRAPHQL = Pattern.compile("(?s)```graphql\\n(.*?)```");
    private static final String NAME = "cart";
    private static final String REF = "component:default/" + NAME;
    private static final String DATABASES = "databases.golden.acme.example";

    @TempDir private Path folder;
    private final RealKubernetes.Platform platform;
    private final RealGitea.Server gitea;
    private final PlatformStage stage;
    private Programs programs;
    private ServerProcess program;
    private String templateCommit;
    private long hook;
    private String task;

    GoldenPathIT(RealKubernetes.Platform platform) {
        this.platform = platform;
        this.gitea = platform.gitea();
        this.stage = new PlatformStage(platform);
    }

    @BeforeEach
    void start() throws Exception {
        offerDatabases();
        grantRights();
        gitea.call(
                "POST",
                "/orgs/acme/repos",
                Map.of("name", "deployments", "auto_init", true, "default_branch", "main"));
        gitea.createRepo("platform", true);
        SampleRepo repo = SampleRepo.create(folder.resolve("platform.git"));
        templateCommit = templates(repo).commit();
        gitea.push(repo, "platform");
        programs = new Programs(folder);
        program = program();
        hook = createHook();
        program.start();
        awaitEntity("template", "golden-path");
        awaitEntity("user", "dev");
    }

    private void offerDatabases() throws IOException {
        platform.apply(Files.readString(SAMPLES.resolve("database-api.yaml")));
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(() -> platform.kubectl("get", DATABASES, "-A", "-o", "name").isEmpty());
    }

    /// As the page says: to read, and to make Applications.
    private void grantRights() throws IOException {
        platform.apply(Files.readString(Path.of("helm/reader.yaml")));
        platform.apply(
                Files.readString(Path.of("helm/golden-path.yaml"))
                        .replace(
                                "[platform.example.com]",
                                "[golden.acme.example, nop.crossplane.io]"));
    }

    /// The two templates as they are, beside the people.
    private static SampleRepo.Change templates(SampleRepo repo) throws IOException {
        SampleRepo.Change change =
                repo.change()
                        .put("catalog-info.yaml", Files.readString(SAMPLES.resolve("people.yaml")));
        for (String name : List.of("golden-path", "quarkus-service")) {
            try (Stream<Path> files = Files.walk(TEMPLATES.resolve(name))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    change.put("templates/" + TEMPLATES.relativize(file), Files.readAllBytes(file));
                }
            }
        }
        return change;
    }

    private ServerProcess program() throws IOException {
        Path token =
                Files.writeString(
                        folder.resolve("cluster-token"),
                        platform.createToken("portico", "portico-reader"));
        Path gitToken =
                Files.writeString(
                        folder.resolve("git-token"),
                        gitea.createToken(
                                "golden-path",
                                "write:repository",
                                "write:organization",
                                "read:user"));
        return stage.follow(programs.on("data"), token)
                .with("portico.kubernetes.clusters[0].allow-apply", "true")
                .with("portico.kubernetes.clusters[0].apply-namespaces[0]", "argocd")
                .with("portico.kubernetes.clusters[0].apply-kinds[0]", "argoproj.io/AppProject")
                .with("portico.kubernetes.clusters[0].apply-kinds[1]", "argoproj.io/Application")
                .with("portico.template.argocd.destination", platform.url())
                .with("portico.source.git.repositories[0].url", gitea.repositoryUrl("platform"))
                .with("portico.source.git.repositories[0].trust", "platform")
                .with("portico.source.git.poll-interval", "1h")
                .with("portico.source.git.hosts.work.kind", "gitea")
                .with("portico.source.git.hosts.work.url", gitea.url())
                .with("portico.source.git.hosts.work.token-file", gitToken.toString())
                .with("portico.source.git.hosts.work.webhook-secret", "golden");
    }

    /// One for all repositories of the organization, those that are yet to be made too.
    private long createHook() {
        return (Long)
                gitea.call(
                                "POST",
                                "/orgs/acme/hooks",
                                Map.of(
                                        "type",
                                        "gitea",
                                        "active",
                                        true,
                                        "events",
                                        List.of("push", "repository", "pull_request"),
                                        "config",
                                        Map.of(
                                                "url",
                                                "http://127.0.0.1:"
                                                        + program.port()
                                                        + "/api/webhooks/gitea",
                                                "content_type",
                                                "json",
                                                "secret",
                                                "golden")))
                        .value("id");
    }

    @AfterEach
    void stop() throws Exception {
        programs.close();
        gitea.call("DELETE", "/orgs/acme/hooks/" + hook, Map.of());
        gitea.revokeToken("golden-path");
        // with what it deployed
        platform.kubectl("-n", "argocd", "delete", "application", NAME, "--ignore-not-found");
        platform.kubectl("-n", "argocd", "delete", "appproject", NAME, "--ignore-not-found");
        platform.kubectl("delete", "namespace", NAME, "--ignore-not-found", "--wait=false");
        for (String repository : List.of(NAME, "deployments", "platform")) {
            if (gitea.list("/orgs/acme/repos").stream()
                    .anyMatch(each -> each.text("name").orElse("").equals(repository))) {
                gitea.deleteRepo(repository);
            }
        }
    }

    @Test
    void fromFormToRunning() throws Exception {
        Instant asked = Instant.now();
        task = fillTheForm();
        killedInTheMiddleOfItsSteps();
        awaitWaiting("approval");
        Legs legs = new Legs(asked);
        legs.add("form → killed", at("Beginning step Publish the repository"));
        legs.add(
                "killed → another life goes on",
                at("Beginning step Publish the repository, attempt 2"));
        legs.add("goes on → repository", finished("repository"));
        legs.add("repository → pull request", finished("request"));
        nothingIsDeployedBeforeItIsApproved();
        onlyAnOwnerWhoDidNotAskMayApprove();
        awaitWaiting("merged");
        legs.skipTo(finished("approval"));

        killedWhileItWaits();
        legs.skipTo(Instant.now());
        Instant merged = merge();
        completed();
        legs.add("merge → merged at Gitea", earlier(merged, finished("merged")));
        legs.add("merged → heard by webhook", finished("merged"), BY_EVENT);
        legs.add("heard → Application made", finished("application"));
        legs.add("Application made → synced", finished("synced"));
        legs.add("synced → database ready", finished("database"));
        legs.add("database ready → all of it runs", finished("running"));
        legs.print();
        theCatalogKnowsIt();
        everythingExistsOnce();
    }

    private String fillTheForm() throws Exception {
        String values =
                JsonObject.of(
                                Map.of(
                                        "templateRef",
                                        "template:default/golden-path",
                                        "values",
                                        Map.of(
                                                "name", NAME,
                                                "description", "What is to be bought",
                                                "owner", "group:default/shop-crew",
                                                "host", gitea.authority(),
                                                "organization", "acme",
                                                "deployments", gitea.repositoryUrl("deployments"),
                                                "cluster", "real",
                                                "databaseApi", "golden.acme.example/v1")))
                        .toJson();
        HttpResponse<String> answer = as("dev", "/api/scaffolder/v2/tasks", values);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JsonObject.parse(answer.body()).text("id").orElseThrow();
    }

    private HttpResponse<String> as(String user, String path, String body) throws Exception {
        return program.send("POST", path, body, "Portico-User", "user:default/" + user);
    }

    private void killedInTheMiddleOfItsSteps() throws Exception {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(
                        () ->
                                assertThat(messages())
                                        .contains("Beginning step Publish the repository"));
        program.kill();
        program.start();
    }

    private void killedWhileItWaits() throws Exception {
        program.kill();
        program.start();
        awaitWaiting("merged");
    }

    private void nothingIsDeployedBeforeItIsApproved() {
        assertThat(requests()).hasSize(1);
        assertThat(requests().getFirst().text("state")).contains("open");
        assertThat(platform.kubectl("-n", "argocd", "get", "application", "-o", "name"))
                .doesNotContain("/" + NAME);
    }

    private void onlyAnOwnerWhoDidNotAskMayApprove() throws Exception {
        String path = "/api/tasks/" + task + "/approve";
        String body = "{\"step\": \"approval\", \"comment\": \"go ahead\"}";

        HttpResponse<String> requester = as("dev", path, body);
        assertThat(requester.statusCode()).isEqualTo(403);
        assertThat(requester.body())
                .contains("user:default/dev runs this template and may not approve it");
        HttpResponse<String> stranger = as("stranger", path, body);
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.body())
                .contains("user:default/stranger may not decide on this; group:default/shop-crew");

        HttpResponse<String> lead = as("lead", path, body);
        assertThat(lead.statusCode()).as(lead.body()).isEqualTo(204);
    }

    /// Gitea may tell by webhook before it answers.
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /// As a person would on the page of the pull request; answers when it was done.
    private Instant merge() {
        // until Gitea has found out whether it can be merged it refuses to
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(
                        () -> {
                            gitea.call(
                                    "POST",
                                    "/repos/acme/deployments/pulls/1/merge",
                                    Map.of("Do", "merge"));
                            return true;
                        });
        return Instant.now();
    }

    private void theCatalogKnowsIt() throws Exception {
        JsonPath answer = asThePageAsks("entity(");
        answer.setRootPath("data.entity");
        assertThat(answer.getString("owner.ref")).isEqualTo("group:default/shop-crew");
        assertThat(answer.getString("health.health")).isEqualTo("HEALTHY");
        assertThat(answer.getInt("deployments[0].ready")).isEqualTo(2);
        assertThat(answer.getString("deployments[0].namespace")).isEqualTo(NAME);
        assertThat(answer.getList("applications.sync")).containsExactly("Synced");
        assertThat(answer.getList("applications.health")).containsExactly("HEALTHY");
        assertThat(answer.getString("madeBy.id")).isEqualTo(task);
        assertThat(answer.getString("madeBy.state")).isEqualTo("COMPLETED");
        assertThat(answer.getString("madeBy.createdBy")).isEqualTo("user:default/dev");
        assertThat(answer.getString("madeBy.templateRef"))
                .isEqualTo("template:default/golden-path");
        assertThat(answer.getString("madeBy.templateCommit")).isEqualTo(templateCommit);
        assertThat(answer.getString("madeBy.parameters.owner"))
                .isEqualTo("group:default/shop-crew");
        assertThat(answer.getString("madeBy.parameters.size")).isEqualTo("small");
        assertThat(Programs.byName(program, "resource", NAME + "-database").statusCode())
                .isEqualTo(200);
    }

    /// Asks a question of the page, about this service and this run.
    private JsonPath asThePageAsks(String question) throws Exception {
        String asked =
                GRAPHQL.matcher(Files.readString(PAGE))
                        .results()
                        .map(block -> block.group(1))
                        .filter(block -> block.contains(question))
                        .findFirst()
                        .orElseThrow();
        return PlatformStage.ask(
                program, asked.replace("component:default/orders", REF).replace("TASK", task));
    }

    private void everythingExistsOnce() throws Exception {
        assertThat(gitea.list("/orgs/acme/repos"))
                .filteredOn(each -> each.text("name").orElse("").startsWith(NAME))
                .hasSize(1);
        assertThat(gitea.list("/repos/acme/" + NAME + "/commits")).hasSize(1);
        assertThat(requests()).hasSize(1);
        assertThat(gitea.list("/repos/acme/deployments/pulls/1/commits")).hasSize(1);
        assertThat(names("-n", "argocd", "get", "application")).filteredOn(NAME::equals).hasSize(1);
        assertThat(names("get", DATABASES, "-A")).containsExactly(NAME + "-database");
        assertThat(names("-n", NAME, "get", "deployment")).containsExactly(NAME);
        assertThat(messages())
                .containsOnlyOnce("Finished step Publish the repository")
                .containsOnlyOnce("Finished step Let Argo CD deploy it");
        JsonPath made = asThePageAsks("task(id:");
        assertThat(made.<String>getList("data.task.steps.status")).containsOnly("COMPLETED");
        assertThat(made.<String>getList("data.task.made.type"))
                .containsExactlyInAnyOrder(
                        "REPOSITORY",
                        "PULL_REQUEST",
                        "LOCATION",
                        "ENTITY",
                        "ENTITY",
                        "OBJECT",
                        "OBJECT");
    }

    private List<String> names(String... command) {
        String[] whole =
                Stream.concat(
                                Stream.of(command),
                                Stream.of("-o", "jsonpath={range .items[*]}{.metadata.name} {end}"))
                        .toArray(String[]::new);
        return platform.kubectl(whole).lines().flatMap(line -> Stream.of(line.split(" "))).toList();
    }

    private List<JsonObject> requests() {
        return gitea.list("/repos/acme/deployments/pulls?state=all");
    }

    private void awaitEntity(String kind, String name) {
        await(kind + " " + name)
                .atMost(SOON)
                .until(() -> Programs.byName(program, kind, name).statusCode() == 200);
    }

    private void awaitWaiting(String step) {
        await("waiting at " + step)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () ->
                                assertThat(state().object("portico.dev/waiting").text("stepId"))
                                        .as(state() + "\n" + String.join("\n", messages()))
                                        .contains(step));
    }

    private JsonObject state() throws Exception {
        return JsonObject.parse(program.get("/api/scaffolder/v2/tasks/" + task).body());
    }

    private void completed() {
        await("the task is completed")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () ->
                                assertThat(state().text("status"))
                                        .as(state() + "\n" + String.join("\n", messages()))
                                        .contains("completed"));
    }

    private List<String> messages() throws Exception {
        return events().stream()
                .map(event -> event.object("body").text("message").orElse(""))
                .toList();
    }

    /// When a step was finished.
    private Instant finished(String step) throws Exception {
        return time(
                body ->
                        body.text("stepId").orElse("").equals(step)
                                && body.text("status").orElse("").equals("completed"));
    }

    private Instant at(String message) throws Exception {
        return time(body -> body.text("message").orElse("").equals(message));
    }

    private Instant time(Predicate<JsonObject> which) throws Exception {
        List<JsonObject> events = events();
        return events.stream()
                .filter(event -> which.test(event.object("body")))
                .map(event -> Instant.parse(event.text("createdAt").orElseThrow()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not among " + events));
    }

    private List<JsonObject> events() throws Exception {
        String body = program.get("/api/scaffolder/v2/tasks/" + task + "/events?after=0").body();
        return JsonObject.parse("{\"events\": " + body + "}").objects("events");
    }

    /// What took how long; times of people don't count.
    private static final class Legs {
        private final StringBuilder lines = new StringBuilder();
        private Instant last;
        private Duration sum = Duration.ZERO;

        Legs(Instant start) {
            last = start;
        }

        void skipTo(Instant time) {
            last = time;
        }

        void add(String name, Instant until) {
            Duration took = Duration.between(last, until);
            lines.append("  %-34s %5.1f s%n".formatted(name, took.toMillis() / 1e3));
            sum = sum.plus(took);
            last = until;
        }

        void add(String name, Instant until, Duration limit) {
            assertThat(Duration.between(last, until)).as(name).isLessThan(limit);
            add(name, until);
        }

        void print() {
            System.out.printf(
                    "From form to running:%n%s  %-34s %5.1f s%n",
                    lines, "without what people took", sum.toMillis() / 1e3);
        }
    }
}
