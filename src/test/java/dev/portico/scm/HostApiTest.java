package dev.portico.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.HostApi.NewPullRequest;
import dev.portico.scm.HostApi.NewRepository;
import dev.portico.scm.HostApi.PullRequest;
import dev.portico.test.StandIn;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostApiTest {
    private static final NewRepository WANTED =
            new NewRepository("Takes orders", "internal", "trunk", JsonObject.parse("{\"x\": 1}"));
    private static final NewPullRequest CHANGE =
            new NewPullRequest("one", "main", "Title", "Text", false, JsonObject.EMPTY);

    private final StandIn host = new StandIn();
    private HostApis apis;
    private String token = "t0ken-of-ours";

    @AfterEach
    void stop() {
        apis.close();
        host.close();
    }

    private HostApi api(GitHostKind kind, String query) {
        GitHost configured =
                new GitHost(
                        "test",
                        kind,
                        URI.create(host.url()),
                        () -> token.isEmpty() ? Optional.empty() : Optional.of(new Secret(token)),
                        null);
        apis =
                new HostApis(
                        new GitHosts(List.of(configured)),
                        OutgoingPolicy.of(List.of(host.authority())),
                        Duration.ofSeconds(2));
        return apis.of(RepoSpec.parse(host.authority() + query), null);
    }

    private HostApi api(GitHostKind kind) {
        return api(
                kind,
                kind == GitHostKind.AZURE
                        ? "?organization=acme&project=shop&repo=orders"
                        : "?owner=acme&repo=orders");
    }

    private static PorticoException failure(ThrowingCallable call) {
        PorticoException e = catchThrowableOfType(PorticoException.class, call);
        assertThat(e).isNotNull();
        return e;
    }

    @Test
    void makesRepositoriesOfOrganizationsAndUsersOfGitHub() throws Exception {
        HostApi api = api(GitHostKind.GITHUB);
        String base = "/api/v3";
        host.on("GET " + base + "/users/acme", 200, "{\"type\": \"Organization\"}")
                .on("GET " + base + "/users/acme", 200, "{\"type\": \"User\"}")
                .on("POST " + base + "/orgs/acme/repos", 201, "{\"id\": 5}")
                .on("POST " + base + "/user/repos", 201, "{\"id\": 6}");

        assertThat(api.createRepository(WANTED).value("id")).isEqualTo(5L);
        assertThat(api.createRepository(WANTED).value("id")).isEqualTo(6L);

        assertThat(host.body("POST " + base + "/orgs/acme/repos").toJson())
                .isEqualTo(
                        "{\"name\":\"orders\",\"description\":\"Takes orders\",\"private\":true,"
                                + "\"visibility\":\"internal\",\"x\":1}");
        assertThat(host.body("POST " + base + "/user/repos").has("visibility")).isFalse();
        assertThat(host.asked().getFirst().headers())
                .containsEntry("authorization", "Bearer t0ken-of-ours")
                .containsEntry("accept", "application/vnd.github+json")
                .containsEntry("x-github-api-version", "2022-11-28");
    }

    @Test
    void makesProjectsOfGitLabInGroupsOfGroups() throws Exception {
        HostApi api = api(GitHostKind.GITLAB, "?owner=acme/shop&repo=orders");
        host.on("GET /api/v4/namespaces/acme%2Fshop", 200, "{\"id\": 12}")
                .on("POST /api/v4/projects", 201, "{\"id\": 7}")
                .on("GET /api/v4/projects/acme%2Fshop%2Forders", 200, "{\"id\": 7}");

        assertThat(api.createRepository(WANTED).value("id")).isEqualTo(7L);

        assertThat(host.body("POST /api/v4/projects").toJson())
                .isEqualTo(
                        "{\"name\":\"orders\",\"path\":\"orders\",\"namespace_id\":12,"
                                + "\"description\":\"Takes orders\",\"visibility\":\"internal\","
                                + "\"x\":1}");
        assertThat(api.findRepository()).isPresent();
        assertThat(api.contentsUrl("main")).isEqualTo(host.url() + "/acme/shop/orders/-/blob/main");
        assertThat(host.asked().getFirst().headers())
                .containsEntry("authorization", "Bearer t0ken-of-ours");
    }

    @Test
    void waitsUntilGiteaHasTakenAPushIn() throws Exception {
        HostApi api = api(GitHostKind.GITEA, "?owner=acme&repo=orders");
        String repository = "GET /api/v1/repos/acme/orders";
        host.on(repository, 200, "{\"empty\": true}")
                .on(repository, 200, "{\"empty\": false}")
                .on(repository + "/branches/f%2Fone", 404, "{}")
                .on(repository + "/branches/f%2Fone", 200, "{\"commit\": {\"id\": \"old\"}}")
                .on(repository + "/branches/f%2Fone", 200, "{\"commit\": {\"id\": \"new\"}}");

        api.awaitPush("f/one", "new");

        assertThat(host.lines()).hasSize(7).last().isEqualTo(repository + "/branches/f%2Fone");
    }

    @Test
    void makesRepositoriesOfGiteaForWhoMayHaveThem() throws Exception {
        token = "ann:pass";
        HostApi api = api(GitHostKind.GITEA, "/ignored?repo=orders");
        host.on("GET /api/v1/user", 200, "{\"login\": \"Ann\"}")
                .on("POST /api/v1/user/repos", 201, "{\"id\": 8}");

        assertThat(api.url()).hasToString(host.url() + "/ann/orders");
        assertThat(api.createRepository(WANTED).value("id")).isEqualTo(8L);
        assertThat(host.body("POST /api/v1/user/repos").toJson())
                .isEqualTo(
                        "{\"name\":\"orders\",\"description\":\"Takes orders\",\"private\":true,"
                                + "\"default_branch\":\"trunk\",\"x\":1}");
        assertThat(host.asked().getFirst().headers().get("authorization")).startsWith("Basic ");

        HostApi other = api(GitHostKind.GITEA);
        assertThat(failure(() -> other.createRepository(WANTED)))
                .hasMessageContaining("has no organization acme")
                .hasMessageContaining("that of Ann");
        host.on("GET /api/v1/orgs/acme", 200, "{\"id\": 1}")
                .on("POST /api/v1/orgs/acme/repos", 201, "{\"id\": 9}");
        assertThat(other.createRepository(WANTED).value("id")).isEqualTo(9L);
        assertThat(other.contentsUrl("main"))
                .isEqualTo(host.url() + "/acme/orders/src/branch/main/");
    }

    @Test
    void makesRepositoriesOfAzure() throws Exception {
        HostApi api = api(GitHostKind.AZURE);
        String line = "POST /acme/shop/_apis/git/repositories?api-version=7.1";
        host.on(line, 201, "{\"id\": \"guid\"}");

        assertThat(api.createRepository(WANTED).text("id")).hasValue("guid");

        assertThat(host.body(line).toJson()).isEqualTo("{\"name\":\"orders\",\"x\":1}");
        assertThat(api.url()).hasToString(host.url() + "/acme/shop/_git/orders");
        assertThat(host.asked().getFirst().headers())
                .containsEntry("authorization", "Basic OnQwa2VuLW9mLW91cnM=");
    }

    private String pulls(GitHostKind kind) {
        return switch (kind) {
            case GITHUB -> "/api/v3/repos/acme/orders/pulls";
            case GITLAB -> "/api/v4/projects/acme%2Forders/merge_requests";
            case GITEA -> "/api/v1/repos/acme/orders/pulls";
            default -> "/acme/shop/_apis/git/repositories/orders/pullrequests";
        };
    }

    private static String state(GitHostKind kind, String open, String merged, String closed) {
        String target = "\"base\":{\"ref\":\"main\"},\"html_url\":\"u\",\"number\":7";
        String github = "{" + target + ",\"merge_commit_sha\":\"abc\",";
        return switch (kind) {
            case GITHUB ->
                    github
                            + (merged.isEmpty()
                                    ? "\"merged_at\":null,"
                                    : "\"merged_at\":\"2026-01-01\",\"merged_by\":{\"login\":\"ann\"},")
                            + "\"state\":\""
                            + (open.isEmpty() ? "closed" : "open")
                            + "\"}";
            case GITLAB ->
                    "{\"iid\":7,\"id\":99,\"web_url\":\"u\",\"target_branch\":\"main\","
                            + "\"merge_commit_sha\":null,\"squash_commit_sha\":\"abc\",\"sha\":\"x\","
                            + "\"merge_user\":{\"username\":\"ann\"},\"state\":\""
                            + (open.isEmpty() ? merged.isEmpty() ? "closed" : "merged" : "opened")
                            + "\"}";
            case GITEA ->
                    "{"
                            + target
                            + ",\"merge_commit_sha\":\"abc\",\"merged\":"
                            + !merged.isEmpty()
                            + ",\"merged_by\":{\"login\":\"ann\"},\"head\":{\"ref\":\"one\"},"
                            + "\"state\":\""
                            + (open.isEmpty() ? "closed" : "open")
                            + "\"}";
            default ->
                    "{\"pullRequestId\":7,\"targetRefName\":\"refs/heads/main\","
                            + "\"lastMergeCommit\":{\"commitId\":\"abc\"},"
                            + "\"closedBy\":{\"uniqueName\":\"ann\"},\"status\":\""
                            + (open.isEmpty()
                                    ? merged.isEmpty() ? "abandoned" : "completed"
                                    : "active")
                            + "\"}";
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = GitHostKind.class,
            names = {"GITHUB", "GITLAB", "GITEA", "AZURE"})
    void opensFindsAndFollowsPullRequests(GitHostKind kind) throws Exception {
        HostApi api = api(kind);
        String version = kind == GitHostKind.AZURE ? "api-version=7.1" : "";
        String pulls = pulls(kind);
        String post = "POST " + pulls + (version.isEmpty() ? "" : "?" + version);
        String get = "GET " + pulls + "/7" + (version.isEmpty() ? "" : "?" + version);
        String query =
                switch (kind) {
                    case GITHUB -> "?state=open&head=acme%3Aone";
                    case GITLAB -> "?state=opened&source_branch=one";
                    case GITEA -> "?state=open&limit=50&page=1";
                    default ->
                            "?searchCriteria.status=active&searchCriteria.sourceRefName="
                                    + "refs%2Fheads%2Fone&"
                                    + version;
                };
        String open = state(kind, "x", "", "");
        host.on(post, 201, open)
                .on(
                        "GET " + pulls + query,
                        200,
                        kind == GitHostKind.AZURE ? "{\"value\":[" + open + "]}" : "[" + open + "]")
                .on(get, 200, open)
                .on(get, 200, state(kind, "", "x", ""))
                .on(get, 200, state(kind, "", "", "x"));

        PullRequest opened = api.openPullRequest(CHANGE);
        assertThat(opened.number()).isEqualTo(7);
        assertThat(opened.state()).isEqualTo(PullRequest.State.OPEN);
        assertThat(opened.commit()).isNull();
        assertThat(opened.target()).isEqualTo("main");
        JsonObject body = host.body(post);
        assertThat(body.fields().values()).contains("Title", "Text");
        assertThat(body.toJson()).contains("one").contains("main");
        assertThat(api.findPullRequest("one").orElseThrow().number()).isEqualTo(7);
        assertThat(api.requirePullRequest(7).state()).isEqualTo(PullRequest.State.OPEN);
        PullRequest merged = api.requirePullRequest(7);
        assertThat(merged.state()).isEqualTo(PullRequest.State.MERGED);
        assertThat(merged.commit()).isEqualTo("abc");
        assertThat(merged.mergedBy()).isEqualTo("ann");
        PullRequest closed = api.requirePullRequest(7);
        assertThat(closed.state()).isEqualTo(PullRequest.State.CLOSED);
        assertThat(closed.commit()).isNull();
        assertThat(closed.mergedBy()).isNull();
    }

    @Test
    void findsNoPullRequestOfAnotherBranchOfGitea() throws Exception {
        HostApi api = api(GitHostKind.GITEA);
        String page = "GET /api/v1/repos/acme/orders/pulls?state=open&limit=50&page=";
        host.on(page + 1, 200, "[{\"number\":1,\"head\":{\"ref\":\"other\"}}]")
                .on(
                        page + 2,
                        200,
                        "[{\"number\":2,\"state\":\"open\",\"head\":{\"ref\":\"late\"}}]")
                .on(page + 3, 200, "[]");

        assertThat(api.findPullRequest("late").orElseThrow().number()).isEqualTo(2);
        assertThat(api.findPullRequest("none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | FORBIDDEN | refuses the token of portico.source.git.hosts.test.token",
                "203 | FORBIDDEN | refuses the token of portico.source.git.hosts.test.token",
                "403 | FORBIDDEN | does not let the token of portico.source.git.hosts.test.token",
                "404 | NOT_FOUND | has no such thing, or the token of",
                "409 | CONFLICT | has it already",
                "422 | UNPROCESSABLE | does not take this",
                "301 | UNPROCESSABLE | sends on to another address",
                "429 | RATE_LIMITED | takes no more calls now",
                "500 | UPSTREAM_FAILED | is in trouble (status 500)",
                "503 | UPSTREAM_FAILED | is in trouble (status 503)"
            })
    void saysWhatAHostRefuses(int status, ErrorCode code, String says) {
        HostApi api = api(GitHostKind.GITEA);
        host.on(
                "GET /api/v1/repos/acme/orders/pulls/7",
                status,
                "{\"message\": \"look at t0ken-of-ours\", \"errors\": [{\"code\": \"odd\"}]}");

        PorticoException e = failure(() -> api.requirePullRequest(7));

        assertThat(e.code()).isEqualTo(code);
        assertThat(e)
                .hasMessageContaining(host.authority() + " " + says)
                .hasMessageContaining("It says: look at ***")
                .hasMessageNotContaining("t0ken-of-ours");
    }

    @ParameterizedTest
    @CsvSource({"429", "503", "403"})
    void passesOnHowLongToWait(int status) {
        HostApi api = api(GitHostKind.GITHUB);
        host.on(
                "GET /api/v3/repos/acme/orders",
                status,
                "{\"message\": \"You have exceeded a secondary rate limit\"}",
                Map.of("Retry-After", "17"));

        PorticoException e = failure(api::findRepository);

        assertThat(e.code().retryable()).isTrue();
        assertThat(e.details()).containsEntry("retryAfter", 17L);
    }

    @Test
    void knowsWhatIsThereAlreadyHoweverItIsSaid() {
        HostApi api = api(GitHostKind.GITHUB);
        host.on("GET /api/v3/users/acme", 200, "{\"type\": \"User\"}")
                .on(
                        "POST /api/v3/user/repos",
                        422,
                        "{\"message\": \"Repository creation failed.\", \"errors\": [{\"resource\":"
                                + " \"Repository\", \"message\": \"name already exists on this"
                                + " account\"}]}");

        assertThat(failure(() -> api.createRepository(WANTED)).code())
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void knowsWhatGitLabHasAlready() {
        HostApi api = api(GitHostKind.GITLAB);
        host.on("GET /api/v4/namespaces/acme", 200, "{\"id\": 1}")
                .on(
                        "POST /api/v4/projects",
                        400,
                        "{\"message\": {\"name\": [\"has already been taken\"]}}");

        PorticoException e = failure(() -> api.createRepository(WANTED));

        assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(e).hasMessageContaining("has already been taken");
    }

    @Test
    void waitsNoLongerThanTheTimeout() {
        HostApi api = api(GitHostKind.GITLAB);
        host.hangOn("GET /api/v4/projects/acme%2Forders");

        PorticoException e = failure(api::findRepository);

        assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
        assertThat(e).hasMessageContaining("127.0.0.1 did not answer in time");
    }

    @Test
    void askedToStopItStops() throws Exception {
        HostApi api = api(GitHostKind.GITLAB);
        host.hangOn("GET /api/v4/projects/acme%2Forders");
        Thread.currentThread().interrupt();

        assertThat(catchThrowableOfType(InterruptedException.class, api::findRepository))
                .isNotNull();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void hidesATokenThatCannotBeSent() {
        token = "with a\nbreak";
        HostApi api = api(GitHostKind.GITLAB);

        PorticoException e = failure(api::findRepository);

        assertThat(e)
                .hasMessageContaining("header Authorization")
                .hasMessageNotContaining("break\"");
        assertThat(e.getMessage()).doesNotContain("with a");
        assertThat(host.asked()).isEmpty();
    }

    @Test
    void saysWhichTokenIsWanted() {
        token = "";
        HostApi api = api(GitHostKind.GITHUB);
        host.on("GET /api/v3/repos/acme/orders", 401, "");

        assertThat(failure(api::findRepository))
                .hasMessageContaining("wants a token; set portico.source.git.hosts.test.token");
        HostApi given =
                apis.of(
                        RepoSpec.parse(host.authority() + "?owner=acme&repo=orders"),
                        new Secret("given-one"));
        assertThat(failure(given::findRepository))
                .hasMessageContaining("refuses the token of the step");
        assertThat(host.asked().getLast().headers())
                .containsEntry("authorization", "Bearer given-one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"github.com", "", "?owner=a", "local", "a b?owner=x&repo=y"})
    void refusesWhatIsNoRepoUrl(String text) {
        api(GitHostKind.GITHUB);

        assertThat(failure(() -> apis.of(RepoSpec.parse(text), null)).code())
                .isEqualTo(ErrorCode.INVALID_INPUT);
    }

    @Test
    void callsNoHostThatIsNotConfigured() {
        api(GitHostKind.GITHUB);

        assertThat(failure(() -> apis.of(RepoSpec.parse("other.example?owner=a&repo=b"), null)))
                .hasMessageContaining("other.example is not configured")
                .hasMessageContaining("portico.source.git.hosts.<name>.url");
    }

    @Test
    void amendsLabelsAndClosesPullRequests() throws Exception {
        HostApi github = api(GitHostKind.GITHUB);
        host.on("PATCH /api/v3/repos/acme/orders/pulls/7", 200, "{}")
                .on("POST /api/v3/repos/acme/orders/issues/7/labels", 200, "[]");
        github.amendPullRequest(7, "T", "D");
        github.labelPullRequest(7, List.of("owner"));
        assertThat(host.body("PATCH /api/v3/repos/acme/orders/pulls/7").toJson())
                .isIn("{\"title\":\"T\",\"body\":\"D\"}", "{\"body\":\"D\",\"title\":\"T\"}");
        assertThat(host.body("POST /api/v3/repos/acme/orders/issues/7/labels").toJson())
                .isEqualTo("{\"labels\":[\"owner\"]}");
    }

    @Test
    void closesMergeRequestsOfGitLabAndPullRequestsOfAzure() throws Exception {
        HostApi gitlab = api(GitHostKind.GITLAB);
        String request = "PUT /api/v4/projects/acme%2Forders/merge_requests/7";
        host.on(request, 200, "{}");
        gitlab.labelPullRequest(7, List.of("owner", "portal"));
        assertThat(host.body(request).toJson()).isEqualTo("{\"add_labels\":\"owner,portal\"}");
        apis.close();
        HostApi azure = api(GitHostKind.AZURE);
        String pull =
                "PATCH /acme/shop/_apis/git/repositories/orders/pullrequests/7?api-version=7.1";
        host.on(pull, 200, "{}");
        azure.closePullRequest(7);
        assertThat(host.body(pull).toJson()).isEqualTo("{\"status\":\"abandoned\"}");
    }

    @Test
    void makesTheLabelsThatGiteaLacks() throws Exception {
        HostApi gitea = api(GitHostKind.GITEA);
        String base = " /api/v1/repos/acme/orders";
        host.on("GET" + base + "/labels?limit=50", 200, "[{\"id\": 3, \"name\": \"owner\"}]")
                .on("POST" + base + "/labels", 201, "{\"id\": 4}")
                .on("POST" + base + "/issues/7/labels", 200, "[]");

        gitea.labelPullRequest(7, List.of("owner", "portal"));

        assertThat(host.body("POST" + base + "/labels").text("name")).hasValue("portal");
        assertThat(host.body("POST" + base + "/issues/7/labels").toJson())
                .isEqualTo("{\"labels\":[3,4]}");
    }
}
