package dev.portico.template.action.git;

import static dev.portico.template.action.git.HostFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.template.Made;
import dev.portico.test.GitServer;
import dev.portico.test.SampleRepo;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GithubActionsTest {
    private static final String REPO = "/api/v3/repos/acme/orders";
    private static final String MISSING = "{\"message\": \"Not Found\"}";
    private static @Nullable GithubDescription description;

    @TempDir private Path folder;
    private HostFixture at;

    @BeforeAll
    static void read() {
        description = GithubDescription.find();
    }

    @BeforeEach
    void start() {
        at = new HostFixture(folder, GitHostKind.GITHUB);
        at.host
                .on("GET /api/v3/users/acme", 200, "{\"type\": \"Organization\"}")
                .on("POST /api/v3/orgs/acme/repos", 201, "{\"id\": 5, \"name\": \"orders\"}");
    }

    @AfterEach
    void stop() {
        GithubDescription known = description;
        if (known != null) {
            at.host.asked().forEach(known::check);
        }
        at.close();
    }

    private JsonObject input(String more) {
        return JsonObject.parse("{\"repoUrl\": \"" + at.repoUrl() + "\"" + more + "}");
    }

    private void takesSettings() {
        at.host.on("PUT " + REPO + "/branches/main/protection", 200, "{}");
    }

    @Test
    void publishesAndProtectsARepository() throws Exception {
        at.repository("acme/orders");
        takesSettings();
        at.host
                .on("PUT " + REPO + "/topics", 200, "{}")
                .on("PATCH " + REPO, 200, "{}")
                .on("PUT " + REPO + "/collaborators/ann", 201, "{}")
                .on("PUT /api/v3/orgs/acme/teams/core/repos/acme/orders", 204, "")
                .on("POST " + REPO + "/actions/variables", 201, "{}")
                .on("PUT " + REPO + "/subscription", 200, "{}")
                .on("PUT " + REPO + "/actions/oidc/customization/sub", 201, "{}")
                .on("POST " + REPO + "/branches/main/protection/required_signatures", 200, "{}");

        JsonObject output =
                at.context.run(
                        new PublishGithub(at.publishing),
                        input(
                                """
                                , "description": "Takes orders", "topics": ["Java"],
                                "access": "ann", "collaborators": [{"team": "core", "access": "push"}],
                                "repoVariables": {"STAGE": "dev"}, "requiredCommitSigning": true,
                                "requiredApprovingReviewCount": 2, "gitAuthorName": "Ann",
                                "allowUpdateBranch": true, "oidcCustomization": {"useDefault": true},
                                "subscribe": true,
                                "requiredStatusCheckContexts": ["build"],
                                "restrictions": {"users": [], "teams": ["core"]}
                                """));

        String commit = at.commit("acme/orders", "main").getFirst();
        assertThat(at.commit("acme/orders", "main"))
                .containsExactly(commit, "Ann", "robot@example.com", "first");
        assertThat(output)
                .isEqualTo(
                        JsonObject.EMPTY
                                .with("remoteUrl", at.host.url() + "/acme/orders.git")
                                .with("repoContentsUrl", at.host.url() + "/acme/orders/blob/main")
                                .with("commitHash", commit));
        JsonObject made = at.host.body("POST /api/v3/orgs/acme/repos");
        assertThat(made.fields())
                .containsEntry("visibility", "private")
                .containsEntry("allow_squash_merge", true)
                .containsEntry("allow_auto_merge", false)
                .doesNotContainKey("has_projects");
        JsonObject protection = at.host.body("PUT " + REPO + "/branches/main/protection");
        assertThat(protection.object("required_pull_request_reviews").fields())
                .containsEntry("required_approving_review_count", 2L);
        assertThat(protection.object("restrictions"))
                .isEqualTo(
                        JsonObject.parse("{\"users\": [], \"teams\": [\"core\"], \"apps\": []}"));
        assertThat(at.host.body("PATCH " + REPO).toJson())
                .isEqualTo("{\"allow_update_branch\":true}");
        assertThat(at.context.made)
                .containsExactly(
                        new Made(
                                Made.Type.REPOSITORY,
                                at.host.url() + "/acme/orders",
                                at.host.url() + "/acme/orders"));
    }

    @Test
    void refusesARepositoryThatIsThere() {
        at.host.on("GET " + REPO, 200, "{\"id\": 1}");

        PorticoException e =
                failure(() -> at.context.run(new PublishGithub(at.publishing), input("")));

        assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(e).hasMessageContaining("There is a repository " + at.host.url());
        assertThat(at.host.lines()).noneMatch(line -> line.startsWith("POST"));
    }

    @Test
    void goesOnAfterItWasCutOffAnywhere() throws Exception {
        at.repository("acme/orders");
        takesSettings();
        PublishGithub action = new PublishGithub(at.publishing);
        JsonObject first = at.context.run(action, input(""));

        // as if the program had died before it could note that the repository was made
        at.context.noted.remove("repository");
        at.host
                .on("POST /api/v3/orgs/acme/repos", 422, "{\"message\": \"name already exists\"}")
                .on("POST /api/v3/orgs/acme/repos", 422, "{\"message\": \"name already exists\"}")
                .on("GET " + REPO, 200, "{\"id\": 5}");
        at.context.run(action, input(""));
        assertThat(at.context.run(action, input(""))).isEqualTo(first);
        assertThat(at.context.logs).anyMatch(line -> line.startsWith("Found the branch main"));
    }

    @Test
    void saysThatSomebodyDeletedWhatAnEarlierAttemptMade() throws Exception {
        at.repository("acme/orders");
        takesSettings();
        PublishGithub action = new PublishGithub(at.publishing);
        at.context.run(action, input(""));

        PorticoException e = failure(() -> at.context.run(action, input("")));

        assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(e)
                .hasMessage(
                        "The repository "
                                + at.host.url()
                                + "/acme/orders is not there any more, though an earlier attempt"
                                + " of this step made it: somebody deleted it, or the token may"
                                + " not see it. Restore it and run the task again, or run the"
                                + " template anew to make another.");
        assertThat(at.host.lines().stream().filter("POST /api/v3/orgs/acme/repos"::equals))
                .hasSize(1);
    }

    @Test
    void goesOnAfterThePushWasCutOff() throws Exception {
        at.repository("acme/orders");
        at.host.on("GET " + REPO, 404, MISSING).on("GET " + REPO, 200, "{\"id\": 5}");
        takesSettings();
        at.git.fault(GitServer.Fault.CUT_AFTER);
        PublishGithub action = new PublishGithub(at.publishing);
        assertThat(failure(() -> at.context.run(action, input(""))).code().retryable()).isTrue();
        at.git.fault(GitServer.Fault.NONE);

        JsonObject output = at.context.run(action, input(""));

        assertThat(output.text("commitHash")).hasValue(at.commit("acme/orders", "main").getFirst());
        assertThat(at.host.lines().stream().filter("POST /api/v3/orgs/acme/repos"::equals))
                .hasSize(1);
    }

    @Test
    void saysWhatAPlanHasNot() throws Exception {
        at.repository("acme/orders");
        at.host.on(
                "PUT " + REPO + "/branches/main/protection",
                403,
                "{\"message\": \"Upgrade to GitHub Pro or make this repository public\"}");

        at.context.run(new PublishGithub(at.publishing), input(""));

        assertThat(at.context.logs)
                .anyMatch(line -> line.startsWith("The branch main is not protected"));
    }

    @Test
    void setsNoSecretsItCannotEncrypt() {
        PorticoException e =
                failure(
                        () ->
                                at.context.run(
                                        new PublishGithub(at.publishing),
                                        input(", \"secrets\": {\"KEY\": \"value\"}")));

        assertThat(e.code()).isEqualTo(ErrorCode.UNPROCESSABLE);
        assertThat(e).hasMessageContaining("secrets").hasMessageNotContaining("value");
        assertThat(at.host.asked()).isEmpty();
    }

    @Test
    void makesARepositoryAndPushesToItInTwoSteps() throws Exception {
        at.repository("acme/orders");
        at.host.on("PUT " + REPO + "/actions/permissions/access", 204, "");

        JsonObject made =
                at.context.run(
                        new GithubRepoCreate(at.publishing),
                        input(", \"autoInit\": true, \"workflowAccess\": \"organization\""));
        JsonObject pushed =
                at.context.run(
                        new GithubRepoPush(at.publishing),
                        input(", \"protectDefaultBranch\": false, \"defaultBranch\": \"trunk\""));

        assertThat(made.text("remoteUrl")).hasValue(at.host.url() + "/acme/orders.git");
        assertThat(at.host.body("POST /api/v3/orgs/acme/repos").value("auto_init")).isEqualTo(true);
        assertThat(pushed.text("repoContentsUrl"))
                .hasValue(at.host.url() + "/acme/orders/blob/trunk");
        assertThat(at.files("acme/orders", "trunk")).containsOnlyKeys("catalog-info.yaml");
    }

    private static final String REQUEST =
            """
            {"number": 9, "html_url": "https://h/acme/orders/pull/9", "state": "open",
             "base": {"ref": "main"}, "merged_at": null}""";

    private JsonObject pullRequest(String more) {
        return input(
                ", \"branchName\": \"one\", \"title\": \"Add it\", \"description\": \"Text\""
                        + more);
    }

    @Test
    void opensAPullRequestOnce() throws Exception {
        SampleRepo repo = at.repository("acme/orders");
        repo.change().put("README.md", "text").put("old/x", "x").commit();
        at.host
                .on("POST " + REPO + "/pulls", 201, REQUEST)
                .on("GET " + REPO + "/pulls/9", 200, REQUEST)
                .on("POST " + REPO + "/pulls/9/requested_reviewers", 201, "{}")
                .on("POST " + REPO + "/issues/9/assignees", 201, "{}");
        PublishGithubPullRequest action = new PublishGithubPullRequest(at.requests);
        JsonObject input =
                pullRequest(
                        """
                        , "targetPath": "apps", "filesToDelete": ["old"], "draft": true,
                        "reviewers": ["ann"], "teamReviewers": ["core"], "assignees": ["bob"]
                        """);

        JsonObject output = at.context.run(action, input);

        assertThat(output.toJson())
                .isEqualTo(
                        "{\"targetBranchName\":\"main\",\"remoteUrl\":"
                                + "\"https://h/acme/orders/pull/9\",\"pullRequestNumber\":9}");
        assertThat(at.files("acme/orders", "one"))
                .containsOnlyKeys("README.md", "apps/catalog-info.yaml");
        assertThat(at.commit("acme/orders", "one")).endsWith("Add it");
        assertThat(at.host.body("POST " + REPO + "/pulls").toJson())
                .isEqualTo(
                        "{\"title\":\"Add it\",\"head\":\"one\",\"base\":\"main\",\"body\":\"Text\","
                                + "\"draft\":true}");
        assertThat(at.context.made.getFirst().ref()).isEqualTo(at.host.url() + "/acme/orders#9");

        // as if the program had died before it could note it, and the base moved on meanwhile
        at.context.noted.remove("pull-request");
        repo.commit("README.md", "newer");
        at.host
                .on(
                        "POST " + REPO + "/pulls",
                        422,
                        "{\"message\": \"A pull request already exists\"}")
                .on(
                        "POST " + REPO + "/pulls",
                        422,
                        "{\"message\": \"A pull request already exists\"}")
                .on("GET " + REPO + "/pulls?state=open&head=acme%3Aone", 200, "[" + REQUEST + "]");
        at.context.run(action, input);
        at.context.noted.remove("pull-request");
        assertThat(at.context.run(action, input)).isEqualTo(output);
    }

    @Test
    void refusesABranchOfSomebodyElse() {
        SampleRepo repo = at.repository("acme/orders");
        repo.commit("README.md", "text");
        repo.on("one").commit("README.md", "other");

        PorticoException e =
                failure(
                        () ->
                                at.context.run(
                                        new PublishGithubPullRequest(at.requests),
                                        pullRequest("")));

        assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(e)
                .hasMessageContaining("The branch one of")
                .hasMessageContaining("other commits");
    }

    @Test
    void goesOnWithABranchAndItsRequestWhenAsked() throws Exception {
        SampleRepo repo = at.repository("acme/orders");
        repo.commit("README.md", "text");
        repo.on("one").commit("other", "kept");
        at.host
                .on("GET " + REPO + "/pulls?state=open&head=acme%3Aone", 200, "[" + REQUEST + "]")
                .on("GET " + REPO + "/pulls/9", 200, REQUEST);

        JsonObject output =
                at.context.run(
                        new PublishGithubPullRequest(at.requests),
                        pullRequest(", \"update\": true"));

        assertThat(output.value("pullRequestNumber")).isEqualTo(9L);
        assertThat(at.files("acme/orders", "one")).containsOnlyKeys("catalog-info.yaml", "other");
    }

    @Test
    void opensNothingForNothingWhenAsked() throws Exception {
        at.repository("acme/orders").commit("catalog-info.yaml", "kind: Component");

        JsonObject output =
                at.context.run(
                        new PublishGithubPullRequest(at.requests),
                        pullRequest(", \"createWhenEmpty\": false"));

        assertThat(output.isEmpty()).isTrue();
        assertThat(at.host.asked()).isEmpty();
    }

    @Test
    void triesAPullRequestWithoutTouchingAnything() throws Exception {
        at.context.dryRun = true;

        JsonObject output =
                at.context.run(
                        new PublishGithubPullRequest(at.requests),
                        JsonObject.parse(
                                """
                                {"repoUrl": "github.com?owner=acme&repo=orders",
                                 "branchName": "one", "title": "t", "description": "d"}"""));

        assertThat(output.toJson())
                .isEqualTo(
                        "{\"targetBranchName\":\"main\",\"remoteUrl\":"
                                + "\"https://github.com/acme/orders/pull/43\","
                                + "\"pullRequestNumber\":43}");
        assertThat(at.context.logs.getFirst()).contains("github.com is not configured");
        assertThat(at.host.asked()).isEmpty();
        assertThat(at.git.requests()).isEmpty();
        assertThat(at.context.made).isEmpty();
    }

    @Test
    void startsAWorkflow() throws Exception {
        String line = "POST " + REPO + "/actions/workflows/build.yaml/dispatches";
        at.host.on(line, 200, "{\"workflow_run_id\": 4, \"run_url\": \"r\", \"html_url\": \"h\"}");

        JsonObject output =
                at.context.run(
                        new GithubActionsDispatch(at.publishing),
                        input(
                                """
                                , "workflowId": "build.yaml", "branchOrTagName": "main",
                                "workflowInputs": {"stage": "dev"}, "returnWorkflowRunDetails": true
                                """));

        assertThat(output.toJson())
                .isEqualTo(
                        "{\"workflowRunId\":4,\"workflowRunUrl\":\"r\",\"workflowRunHtmlUrl\":\"h\"}");
        assertThat(at.host.body(line).toJson())
                .isEqualTo(
                        "{\"ref\":\"main\",\"inputs\":{\"stage\":\"dev\"},"
                                + "\"return_run_details\":true}");
    }

    @Test
    void makesAWebhookOnce() throws Exception {
        at.host
                .on("POST " + REPO + "/hooks", 201, "{}")
                .on(
                        "POST " + REPO + "/hooks",
                        422,
                        "{\"message\": \"Validation Failed\", \"errors\": [{\"message\": \"Hook already"
                                + " exists on this repository\"}]}");
        GithubWebhook action = new GithubWebhook(at.publishing);
        JsonObject input =
                input(
                        """
                        , "webhookUrl": "https://ci.example.com/", "webhookSecret": "s3cret",
                        "contentType": "json", "events": ["push", "pull_request"]
                        """);

        at.context.run(action, input);

        assertThat(at.host.body("POST " + REPO + "/hooks").object("config").toJson())
                .isEqualTo(
                        "{\"url\":\"https://ci.example.com/\",\"content_type\":\"json\","
                                + "\"insecure_ssl\":\"0\",\"secret\":\"s3cret\"}");
        assertThat(at.context.concealed).containsExactly("s3cret");
        at.context.noted.clear();
        at.context.run(action, input);
        assertThat(at.host.lines())
                .isEqualTo(List.of("POST " + REPO + "/hooks", "POST " + REPO + "/hooks"));
    }

    @Test
    void concealsAndUsesATokenThatIsGiven() {
        at.git.requireToken("given");
        at.repository("acme/orders");

        failure(
                () ->
                        at.context.run(
                                new GithubRepoPush(at.publishing),
                                input(", \"token\": \"wrong\"")));

        assertThat(at.context.concealed).containsExactly("wrong");
    }

    @Test
    void leavesOtherHostsToTheirActions() {
        PorticoException e =
                failure(
                        () ->
                                at.context.run(
                                        new PublishGitea(at.publishing),
                                        JsonObject.EMPTY.with("repoUrl", at.repoUrl())));

        assertThat(e).hasMessageContaining("is a GITHUB host, but this action is for GITEA");
    }

    @Test
    void refusesAFolderThatIsNotThereOrOutside() {
        at.repository("acme/orders");
        assertThat(
                        failure(
                                () ->
                                        at.context.run(
                                                new GithubRepoPush(at.publishing),
                                                input(", \"sourcePath\": \"none\""))))
                .hasMessageContaining("no folder none");
        assertThat(
                        failure(
                                () ->
                                        at.context.run(
                                                new GithubRepoPush(at.publishing),
                                                input(", \"sourcePath\": \"../..\""))))
                .hasMessageContaining("leads out of the workspace");
    }
}
