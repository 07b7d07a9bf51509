package dev.portico.access.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.CiJob;
import dev.portico.access.Viewer;
import dev.portico.access.principal.Principal;
import dev.portico.platform.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeakersTest {
    /// As GitHub documents them.
    private static final JsonObject GITHUB =
            JsonObject.parse(
                    """
                    {"sub": "repo:acme/orders:ref:refs/heads/main", "repository": "acme/orders",
                     "repository_id": "74", "repository_owner": "acme", "ref": "refs/heads/main",
                     "sha": "8cee9e2b6ab6d2bd4ff4e4ed3a9b1d2fb2e0e8a5", "event_name": "push",
                     "workflow_ref": "acme/orders/.github/workflows/catalog.yaml@refs/heads/main",
                     "environment": "production", "run_id": "77"}
                    """);

    /// As GitLab documents them.
    private static final JsonObject GITLAB =
            JsonObject.parse(
                    """
                    {"sub": "project_path:acme/shop/orders:ref_type:branch:ref:main",
                     "project_path": "acme/shop/orders", "project_id": "22", "ref": "main",
                     "ref_type": "branch", "ref_path": "refs/heads/main", "ref_protected": "true",
                     "sha": "714a629c0b401fdce83e847fc9589983fc6f46bc", "pipeline_source": "push",
                     "ci_config_ref_uri":
                       "gitlab.example.com/acme/shop/orders//.gitlab-ci.yml@refs/heads/main",
                     "environment": "production"}
                    """);

    private static CiJob job(Speaker speaker, JsonObject claims) {
        Principal principal = speaker.principal(claims);
        assertThat(principal.type()).isEqualTo(Viewer.Type.CI);
        assertThat(principal.claims()).isEqualTo(claims);
        return Objects.requireNonNull(principal.job());
    }

    private static GitHubActions github() {
        return new GitHubActions("github", "https://github.com", GitHubActions.TRUSTED);
    }

    private static GitLabCi gitlab() {
        return new GitLabCi("gl", "https://gitlab.example.com", GitLabCi.TRUSTED);
    }

    @Test
    void aJobOfGitHub() {
        assertThat(github().principal(GITHUB).name()).isEqualTo("ci:github/acme/orders");
        assertThat(job(github(), GITHUB))
                .isEqualTo(
                        new CiJob(
                                "github",
                                "acme/orders",
                                "74",
                                "https://github.com/acme/orders",
                                "refs/heads/main",
                                "8cee9e2b6ab6d2bd4ff4e4ed3a9b1d2fb2e0e8a5",
                                "push",
                                ".github/workflows/catalog.yaml",
                                "production",
                                true));
    }

    @ParameterizedTest
    @CsvSource({
        "push, refs/heads/main, true",
        "push, refs/tags/v1, true",
        "schedule, refs/heads/main, true",
        "pull_request, refs/pull/7/merge, false",
        "pull_request, refs/heads/main, false",
        "pull_request_target, refs/heads/main, false",
        "workflow_run, refs/heads/main, false",
        "issue_comment, refs/heads/main, false",
        "something_new, refs/heads/main, false",
        "push, refs/pull/7/head, false",
        "push, main, false"
    })
    void whatMayComeFromOutsideIsNotTrustedAtGitHub(String event, String ref, boolean trusted) {
        JsonObject claims = GITHUB.with("event_name", event).with("ref", ref);
        assertThat(job(github(), claims).trusted()).isEqualTo(trusted);
    }

    @Test
    void aWorkflowOfAnotherRepositoryIsNone() {
        for (String file :
                Set.of(
                        "evil/orders/.github/workflows/x.yaml@refs/heads/main",
                        "acme/orders-evil/.github/workflows/x.yaml@refs/heads/main",
                        "acme/orders/",
                        "x")) {
            assertThat(job(github(), GITHUB.with("workflow_ref", file)).workflow()).isNull();
        }
    }

    @Test
    void claimsThatAreMissingAreNamed() {
        for (String claim : Set.of("repository", "repository_id", "ref", "event_name", "sha")) {
            assertThatThrownBy(() -> github().principal(GITHUB.without(claim)))
                    .hasMessage(
                            "The token of github does not say who runs: it has no claim '"
                                    + claim
                                    + "'.");
        }
        assertThatThrownBy(() -> gitlab().principal(GITLAB.with("project_path", " ")))
                .hasMessageContaining("'project_path'");
    }

    @Test
    void aJobOfGitLab() {
        assertThat(gitlab().principal(GITLAB).name()).isEqualTo("ci:gl/acme/shop/orders");
        assertThat(job(gitlab(), GITLAB))
                .isEqualTo(
                        new CiJob(
                                "gl",
                                "acme/shop/orders",
                                "22",
                                "https://gitlab.example.com/acme/shop/orders",
                                "refs/heads/main",
                                "714a629c0b401fdce83e847fc9589983fc6f46bc",
                                "push",
                                ".gitlab-ci.yml",
                                "production",
                                true));
        assertThat(job(gitlab(), GITLAB.with("project_id", 22)).repositoryId()).isEqualTo("22");
        assertThat(job(gitlab(), GITLAB.without("ref_path")).ref()).isEqualTo("refs/heads/main");
        assertThat(job(gitlab(), GITLAB.without("ref_path").with("ref_type", "tag")).ref())
                .isEqualTo("refs/tags/main");
    }

    @ParameterizedTest
    @CsvSource({
        "push, refs/heads/main, true",
        "schedule, refs/heads/main, true",
        "merge_request_event, refs/merge-requests/1/head, false",
        "merge_request_event, refs/heads/main, false",
        "external_pull_request_event, refs/heads/main, false",
        "parent_pipeline, refs/merge-requests/1/head, false",
        "parent_pipeline, refs/heads/main, true"
    })
    void whatMayComeFromOutsideIsNotTrustedAtGitLab(String source, String ref, boolean trusted) {
        JsonObject claims = GITLAB.with("pipeline_source", source).with("ref_path", ref);
        assertThat(job(gitlab(), claims).trusted()).isEqualTo(trusted);
    }

    @Test
    void anyOtherCiByItsClaims() {
        JsonObject claims =
                JsonObject.parse(
                        """
                        {"repo": "acme/orders", "repo_id": 9, "build_branch": "main",
                         "build_commit": "abc", "build_source": "webhook"}
                        """);
        Map<String, String> names =
                Map.of(
                        "repository", "repo",
                        "repository-id", "repo_id",
                        "ref", "build_branch",
                        "commit", "build_commit",
                        "event", "build_source");
        MappedCi careful = new MappedCi("bk", "https://git.example.com", names, Set.of());
        assertThat(careful.principal(claims).name()).isEqualTo("ci:bk/acme/orders");
        assertThat(job(careful, claims))
                .isEqualTo(
                        new CiJob(
                                "bk",
                                "acme/orders",
                                "9",
                                "https://git.example.com/acme/orders",
                                "refs/heads/main",
                                "abc",
                                "webhook",
                                null,
                                null,
                                false));
        assertThat(job(new MappedCi("bk", "https://x", names, Set.of("webhook")), claims).trusted())
                .isTrue();
        assertThat(job(new MappedCi("bk", "https://x", names, Set.of("*")), claims).trusted())
                .isTrue();
        assertThat(
                        job(
                                        new MappedCi("bk", "https://x", names, Set.of("*")),
                                        claims.with("build_branch", "refs/pull/7/head"))
                                .trusted())
                .isFalse();
    }

    @Test
    void aServiceAccount() {
        JsonObject claims =
                JsonObject.EMPTY.with("sub", "system:serviceaccount:argo:argo-workflow.runner");
        Principal account = new KubernetesAccounts("hub").principal(claims);
        assertThat(account.type()).isEqualTo(Viewer.Type.SERVICE);
        assertThat(account.name()).isEqualTo("service:kubernetes/hub/argo/argo-workflow.runner");
        for (String other :
                Set.of(
                        "system:node:worker",
                        "system:serviceaccount:argo",
                        "system:serviceaccount:a/b:c",
                        "system:serviceaccount:argo:x:y")) {
            assertThatThrownBy(
                            () ->
                                    new KubernetesAccounts("hub")
                                            .principal(claims.with("sub", other)))
                    .hasMessageContaining("is no service account's");
        }
    }
}
