package dev.portico.template.action.git;

import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.HostApi;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a repository on GitHub without files.
@Singleton
final class GithubRepoCreate extends TypedAction<GithubRepoCreate.Input, GithubRepoCreate.Output> {
    private final Publishing publishing;

    GithubRepoCreate(Publishing publishing) {
        super(
                new About<>(
                        "github:repo:create",
                        "Makes an empty repository on GitHub.",
                        Input.class,
                        Output.class,
                        Repeat.IDEMPOTENT,
                        true));
        this.publishing = publishing;
    }

    record Input(
            @Describe(
                            "Where the repository is: `github.com?owner=acme&repo=orders`, where owner is a user or an organization")
                    String repoUrl,
            @Describe("What the repository is for") @Nullable String description,
            @Describe("Web page of the repository") @Nullable String homepage,
            @Describe("Who becomes its administrator: a user, or a team as `organization/team`")
                    @Nullable String access,
            @Describe(
                            value = "Who may see it; private when left out",
                            oneOf = {"private", "public", "internal"})
                    @Nullable String repoVisibility,
            @Describe(
                            value = "Whether a branch is deleted when its pull request is merged",
                            byDefault = "false")
                    boolean deleteBranchOnMerge,
            @Describe(
                            value = "Whether pull requests may be merged with a merge commit",
                            byDefault = "true")
                    boolean allowMergeCommit,
            @Describe(
                            value = "Whether pull requests may be merged as one commit",
                            byDefault = "true")
                    boolean allowSquashMerge,
            @Describe(value = "Whether pull requests may be merged by rebase", byDefault = "true")
                    boolean allowRebaseMerge,
            @Describe(
                            value =
                                    "Whether pull requests may be merged by themselves when all is met",
                            byDefault = "false")
                    boolean allowAutoMerge,
            @Describe(
                            value = "Whether branches of pull requests may be brought up to date",
                            byDefault = "false")
                    boolean allowUpdateBranch,
            @Describe(
                            value = "Title of commits of squashed pull requests",
                            byDefault = "\"COMMIT_OR_PR_TITLE\"",
                            oneOf = {"PR_TITLE", "COMMIT_OR_PR_TITLE"})
                    String squashMergeCommitTitle,
            @Describe(
                            value = "Message of commits of squashed pull requests",
                            byDefault = "\"COMMIT_MESSAGES\"",
                            oneOf = {"PR_BODY", "COMMIT_MESSAGES", "BLANK"})
                    String squashMergeCommitMessage,
            @Describe("Whether it has projects; as the organization allows when left out")
                    @Nullable Boolean hasProjects,
            @Describe(value = "Whether it has a wiki", byDefault = "true") boolean hasWiki,
            @Describe(value = "Whether it has issues", byDefault = "true") boolean hasIssues,
            @Describe("Further users and teams, each `{user, access}` or `{team, access}`")
                    @Nullable List<JsonObject> collaborators,
            @Describe("Its topics") @Nullable List<String> topics,
            @Describe("Variables of its workflows") @Nullable Map<String, String> repoVariables,
            @Describe("Secrets of its workflows; not supported, the step fails when there are any")
                    @Nullable Map<String, String> secrets,
            @Describe("What its workflows' OIDC tokens say: `useDefault`, `includeClaimKeys`")
                    @Nullable JsonObject oidcCustomization,
            @Describe("Custom properties, in organizations only")
                    @Nullable JsonObject customProperties,
            @Describe("Whether the token's user watches it") @Nullable Boolean subscribe,
            @Describe(value = "Whether GitHub makes a first commit", byDefault = "false")
                    boolean autoInit,
            @Describe(
                            value = "Who may use its workflows and actions",
                            oneOf = {"none", "organization", "user"})
                    @Nullable String workflowAccess,
            @Describe("What to sign in with instead of the token of the host")
                    @Nullable String token) {}

    record Output(
            @Describe("Where to clone the repository from") String remoteUrl,
            @Describe("Where its files are") String repoContentsUrl) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        HostApi api = publishing.api(GitHostKind.GITHUB, input.repoUrl(), input.token(), context);
        if (context.dryRun()) {
            context.log("Dry run: would make " + api.url());
        } else {
            GithubSettings settings = GithubSettings.of(input);
            publishing.create(api, settings.repository("main"), context);
            settings.apply(api, context);
        }
        // there is no branch yet that could be in the address
        return done(new Output(api.remoteUrl(), api.url().identity() + "/blob/main"));
    }
}
