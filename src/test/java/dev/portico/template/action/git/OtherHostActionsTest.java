package dev.portico.template.action.git;

import static dev.portico.template.action.git.HostFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.test.SampleRepo;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The actions for GitLab, Gitea and Azure, and publish:git.
class OtherHostActionsTest {
    private static final String PROJECT = "/api/v4/projects/acme%2Forders";
    private static final String GITEA = "/api/v1/repos/acme/orders";

    @TempDir private Path folder;
    private HostFixture at;

    @AfterEach
    void stop() {
        at.close();
    }

    private void on(GitHostKind kind) {
        at = new HostFixture(folder, kind);
    }

    private JsonObject input(String more) {
        return JsonObject.parse("{\"repoUrl\": \"" + at.repoUrl() + "\"" + more + "}");
    }

    @Test
    void publishesAProjectOfGitLab() throws Exception {
        on(GitHostKind.GITLAB);
        at.repository("acme/orders");
        at.host
                .on("GET /api/v4/namespaces/acme", 200, "{\"id\": 12}")
                .on("POST /api/v4/projects", 201, "{\"id\": 7}")
                .on("GET /api/v4/users?username=ann", 200, "[{\"id\": 3}]")
                .on("POST " + PROJECT + "/members", 201, "{}")
                .on("POST " + PROJECT + "/repository/branches", 201, "{}")
                .on("POST " + PROJECT + "/protected_branches", 409, "{}")
                .on(
                        "POST " + PROJECT + "/variables",
                        400,
                        "{\"message\": {\"key\": [\"(STAGE) has already been taken\"]}}")
                .on(
                        "PUT " + PROJECT + "/variables/STAGE?filter%5Benvironment_scope%5D=*",
                        200,
                        "{}");

        JsonObject output =
                at.context.run(
                        new PublishGitlab(at.publishing),
                        input(
                                """
                                , "topics": ["java"], "ownerUsername": "ann",
                                "settings": {"merge_method": "ff", "description": "d"},
                                "branches": [{"name": "dev", "create": true, "protect": true}],
                                "projectVariables": [{"key": "STAGE", "value": "dev"}]
                                """));

        assertThat(output.fields())
                .containsEntry("remoteUrl", at.host.url() + "/acme/orders")
                .containsEntry("repoContentsUrl", at.host.url() + "/acme/orders/-/blob/master")
                .containsEntry("projectId", 7L)
                .containsEntry("created", true)
                .containsEntry("commitHash", at.commit("acme/orders", "master").getFirst());
        assertThat(at.host.body("POST /api/v4/projects").fields())
                .containsEntry("merge_method", "ff")
                .containsEntry("visibility", "private")
                .containsEntry("topics", List.of("java"));
        assertThat(at.host.body("POST " + PROJECT + "/repository/branches").toJson())
                .contains("\"ref\":\"master\"")
                .contains("\"branch\":\"dev\"");
        assertThat(at.host.body("POST " + PROJECT + "/members").value("user_id")).isEqualTo("3");
    }

    @Test
    void leavesAProjectOfGitLabAsItIsWhenAsked() throws Exception {
        on(GitHostKind.GITLAB);
        at.host.on("GET " + PROJECT, 200, "{\"id\": 7}");

        JsonObject output =
                at.context.run(new PublishGitlab(at.publishing), input(", \"skipExisting\": true"));

        assertThat(output.value("created")).isEqualTo(false);
        assertThat(output.value("projectId")).isEqualTo(7L);
        assertThat(
                        failure(() -> at.context.run(new PublishGitlab(at.publishing), input("")))
                                .code())
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void publishesNothingToAProjectOfGitLabWhenAsked() throws Exception {
        on(GitHostKind.GITLAB);
        at.host
                .on("GET /api/v4/namespaces/acme", 200, "{\"id\": 12}")
                .on("POST /api/v4/projects", 201, "{\"id\": 7}");

        JsonObject output =
                at.context.run(new PublishGitlab(at.publishing), input(", \"sourcePath\": false"));

        assertThat(output.value("created")).isEqualTo(true);
        assertThat(at.git.requests()).isEmpty();
    }

    @Test
    void opensAMergeRequestOfGitLab() throws Exception {
        on(GitHostKind.GITLAB);
        at.repository("acme/orders").commit("README.md", "text");
        String request =
                "{\"iid\": 4, \"web_url\": \"https://h/acme/orders/-/merge_requests/4\","
                        + " \"state\": \"opened\", \"target_branch\": \"main\"}";
        at.host
                .on("POST " + PROJECT + "/merge_requests", 201, request)
                .on("GET " + PROJECT + "/merge_requests/4", 200, request)
                .on("GET /api/v4/users?username=ann", 200, "[{\"id\": 3}]")
                .on("GET /api/v4/users?username=nobody", 200, "[]")
                .on(
                        "GET " + PROJECT + "/merge_requests/4/approval_rules",
                        200,
                        "[{\"eligible_approvers\": [{\"id\": 5}, {\"id\": 6}]},"
                                + " {\"eligible_approvers\": [{\"id\": 5}]}]")
                .on("PUT " + PROJECT + "/merge_requests/4", 200, request)
                .on("PUT " + PROJECT + "/merge_requests/4/merge", 200, request);

        JsonObject output =
                at.context.run(
                        new PublishGitlabMergeRequest(at.requests),
                        input(
                                """
                                , "title": "Add it", "branchName": "one", "labels": ["a", "b"],
                                "assignee": "ann", "reviewers": ["ann", "nobody"],
                                "removeSourceBranch": true, "commitAction": "create",
                                "assignReviewersFromApprovalRules": true, "autoMerge": true
                                """));

        assertThat(output.toJson())
                .isEqualTo(
                        "{\"targetBranchName\":\"main\",\"projectid\":\"acme/orders\","
                                + "\"projectPath\":\"acme/orders\",\"mergeRequestUrl\":"
                                + "\"https://h/acme/orders/-/merge_requests/4\"}");
        assertThat(at.host.body("POST " + PROJECT + "/merge_requests").toJson())
                .isEqualTo(
                        "{\"source_branch\":\"one\",\"target_branch\":\"main\",\"title\":\"Add it\","
                                + "\"remove_source_branch\":true,\"labels\":\"a,b\","
                                + "\"assignee_id\":3,\"reviewer_ids\":[3]}");
        assertThat(at.host.body("PUT " + PROJECT + "/merge_requests/4").toJson())
                .isEqualTo("{\"reviewer_ids\":[5,6]}");
        assertThat(at.context.logs).contains("GitLab has no user nobody; going on without");
        assertThat(at.files("acme/orders", "one"))
                .containsOnlyKeys("README.md", "catalog-info.yaml");
    }

    @Test
    void setsAVariableOfGitLab() throws Exception {
        on(GitHostKind.GITLAB);
        at.host.on("POST /api/v4/projects/7/variables", 201, "{}");

        at.context.run(
                new GitlabProjectVariableCreate(at.publishing),
                input(
                        """
                        , "projectId": 7, "key": "STAGE", "value": "dev",
                        "variableType": "env_var", "masked": true
                        """));

        assertThat(at.host.body("POST /api/v4/projects/7/variables").toJson())
                .isEqualTo(
                        "{\"key\":\"STAGE\",\"value\":\"dev\",\"variable_type\":\"env_var\","
                                + "\"protected\":false,\"raw\":false,\"environment_scope\":\"*\","
                                + "\"masked\":true}");
    }

    @Test
    void publishesARepositoryOfGitea() throws Exception {
        on(GitHostKind.GITEA);
        at.repository("acme/orders");
        at.giteaShows("orders", "main", 1);
        at.host
                .on("GET /api/v1/orgs/acme", 200, "{\"id\": 1}")
                .on("POST /api/v1/orgs/acme/repos", 201, "{\"id\": 5}");

        JsonObject output =
                at.context.run(new PublishGitea(at.publishing), input(", \"description\": \"d\""));

        assertThat(output.fields())
                .containsEntry("remoteUrl", at.host.url() + "/acme/orders.git")
                .containsEntry("repoContentsUrl", at.host.url() + "/acme/orders/src/branch/main/")
                .containsEntry("commitHash", at.commit("acme/orders", "main").getFirst());
        assertThat(at.host.body("POST /api/v1/orgs/acme/repos").value("private")).isEqualTo(false);
    }

    @Test
    void opensAPullRequestOfGitea() throws Exception {
        on(GitHostKind.GITEA);
        SampleRepo repo = at.repository("acme/orders");
        repo.commit("README.md", "text");
        at.giteaShows("orders", "one", 0);
        String request =
                "{\"number\": 4, \"html_url\": \"https://h/acme/orders/pulls/4\", \"state\": \"open\","
                        + " \"merged\": false, \"base\": {\"ref\": \"main\"}}";
        at.host
                .on("POST " + GITEA + "/pulls", 201, request)
                .on("GET " + GITEA + "/pulls/4", 200, request)
                .on("POST " + GITEA + "/pulls/4/requested_reviewers", 201, "[]");

        JsonObject output =
                at.context.run(
                        new PublishGiteaPullRequest(at.requests),
                        input(
                                """
                                , "branchName": "one", "title": "Add it", "draft": true,
                                "reviewers": ["ann"], "assignees": ["bob"]
                                """));

        assertThat(output.value("pullRequestNumber")).isEqualTo(4L);
        assertThat(at.host.body("POST " + GITEA + "/pulls").toJson())
                .isEqualTo(
                        "{\"title\":\"WIP: Add it\",\"head\":\"one\",\"base\":\"main\","
                                + "\"assignees\":[\"bob\"]}");
    }

    @Test
    void publishesARepositoryOfAzure() throws Exception {
        on(GitHostKind.AZURE);
        at.repository("acme/shop/_git/orders");
        at.host.on(
                "POST /acme/shop/_apis/git/repositories?api-version=7.1",
                201,
                "{\"id\": \"guid\"}");

        JsonObject output =
                at.context.run(
                        new PublishAzure(at.publishing),
                        JsonObject.EMPTY.with(
                                "repoUrl",
                                at.host.authority()
                                        + "?organization=acme&project=shop&repo=orders"));

        assertThat(output.fields())
                .containsEntry("remoteUrl", at.host.url() + "/acme/shop/_git/orders")
                .containsEntry("repositoryId", "guid")
                .containsEntry(
                        "commitHash", at.commit("acme/shop/_git/orders", "master").getFirst());
    }

    @Test
    void pushesToALocalRepositoryWithoutAnyAccount() throws Exception {
        on(GitHostKind.GENERIC);

        JsonObject output =
                at.context.run(
                        new PublishGit(at.publishing),
                        "{\"repoUrl\": \"local?owner=acme&repo=orders\"}");

        String bare = "file://" + folder.resolve("git/acme/orders.git");
        assertThat(output.fields())
                .containsEntry("remoteUrl", bare)
                .containsEntry("repoContentsUrl", bare);
        assertThat(at.context.made.getFirst().ref())
                .isEqualTo(folder.resolve("git/acme/orders.git").toString());
        assertThat(
                        at.context.run(
                                new PublishGit(at.publishing), "{\"remoteUrl\": \"" + bare + "\"}"))
                .isEqualTo(output);
    }

    @Test
    void pushesToARepositoryThatIsThereAndMakesOneThatIsNot() throws Exception {
        on(GitHostKind.GITEA);
        at.repository("acme/orders");
        at.repository("acme/other");
        at.giteaShows("orders", "trunk", 2);
        at.giteaShows("other", "main", 0);
        at.host
                .on("GET /api/v1/orgs/acme", 200, "{\"id\": 1}")
                .on("POST /api/v1/orgs/acme/repos", 201, "{\"id\": 5}");
        PublishGit action = new PublishGit(at.publishing);

        at.context.run(action, input(", \"defaultBranch\": \"trunk\""));
        assertThat(at.host.body("POST /api/v1/orgs/acme/repos").fields())
                .containsEntry("private", true)
                .containsEntry("default_branch", "trunk");
        assertThat(at.files("acme/orders", "trunk")).containsOnlyKeys("catalog-info.yaml");

        at.context.noted.clear();
        at.context.run(
                action, JsonObject.EMPTY.with("repoUrl", at.repoUrl().replace("orders", "other")));
        assertThat(at.host.lines().stream().filter(line -> line.startsWith("POST"))).hasSize(1);

        at.context.noted.clear();
        JsonObject again =
                at.context.run(
                        action,
                        JsonObject.EMPTY
                                .with("remoteUrl", at.host.url() + "/acme/other.git")
                                .with("defaultBranch", "second"));
        assertThat(again.text("repoContentsUrl"))
                .hasValue(at.host.url() + "/acme/other/src/branch/second");
    }

    @Test
    void wantsOneAddress() {
        on(GitHostKind.GITEA);

        assertThat(failure(() -> at.context.run(new PublishGit(at.publishing), "{}")))
                .hasMessageContaining("either repoUrl or remoteUrl");
    }

    @Test
    void triesEachWithoutTouchingAnything() throws Exception {
        on(GitHostKind.GITEA);
        at.context.dryRun = true;

        assertThat(
                        at.context
                                .run(
                                        new PublishGitlab(at.publishing),
                                        "{\"repoUrl\": \"gitlab.com?owner=a&repo=b\"}")
                                .text("remoteUrl"))
                .hasValue("https://gitlab.com/a/b");
        assertThat(
                        at.context
                                .run(
                                        new PublishAzure(at.publishing),
                                        "{\"repoUrl\": \"dev.azure.com?organization=a&project=b&repo=c\"}")
                                .text("remoteUrl"))
                .hasValue("https://dev.azure.com/a/b/_git/c");
        at.context.run(
                new PublishGit(at.publishing), "{\"repoUrl\": \"local?owner=acme&repo=orders\"}");
        at.context.run(new PublishGitea(at.publishing), input(""));
        assertThat(
                        at.context
                                .run(
                                        new PublishGitlabMergeRequest(at.requests),
                                        "{\"repoUrl\": \"gitlab.com?owner=a&repo=b\", \"title\": \"t\","
                                                + " \"branchName\": \"one\"}")
                                .text("mergeRequestUrl"))
                .hasValue("https://gitlab.com/a/b/-/merge_requests/43");

        assertThat(at.host.asked()).isEmpty();
        assertThat(folder.resolve("git")).doesNotExist();
        assertThat(at.context.made).isEmpty();
        assertThat(at.context.noted).isEmpty();
    }
}
