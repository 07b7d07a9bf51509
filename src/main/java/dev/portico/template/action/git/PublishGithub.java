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

/// Makes a repository on GitHub with the files of the workspace.
@Singleton
final class PublishGithub extends TypedAction<PublishGithub.Input, PublishGithub.Output> {
    private final Publishing publishing;

    PublishGithub(Publishing publishing) {
        super(
                new About<>(
                        "publish:github",
                        "Makes a repository on GitHub and pushes the files of the workspace to it.",
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
            @Describe(value = "Whether the branch is protected", byDefault = "true")
                    boolean protectDefaultBranch,
            @Describe(value = "Whether administrators are bound by that too", byDefault = "true")
                    boolean protectEnforceAdmins,
            @Describe("How many have to approve a pull request, 0 to 6; 1 when left out")
                    @Nullable Long requiredApprovingReviewCount,
            @Describe(value = "Whether owners of the code have to approve", byDefault = "false")
                    boolean requireCodeOwnerReviews,
            @Describe(value = "Whether a push makes earlier approvals void", byDefault = "false")
                    boolean dismissStaleReviews,
            @Describe(
                            value = "Whether someone else has to approve the last push",
                            byDefault = "false")
                    boolean requireLastPushApproval,
            @Describe("Who need not go through a pull request: `apps`, `users`, `teams`")
                    @Nullable JsonObject bypassPullRequestAllowances,
            @Describe(
                            "Who alone may push to the branch: `apps`, `users`, `teams`; in organizations only")
                    @Nullable JsonObject restrictions,
            @Describe("Status checks that have to pass")
                    @Nullable List<String> requiredStatusCheckContexts,
            @Describe(
                            value = "Whether a branch has to be up to date to be merged",
                            byDefault = "true")
                    boolean requireBranchesToBeUpToDate,
            @Describe(value = "Whether all conversations have to be resolved", byDefault = "false")
                    boolean requiredConversationResolution,
            @Describe(value = "Whether merge commits are refused", byDefault = "false")
                    boolean requiredLinearHistory,
            @Describe(value = "Whether commits have to be signed", byDefault = "false")
                    boolean requiredCommitSigning,
            @Describe(value = "The branch to push", byDefault = "\"main\"") String defaultBranch,
            @Describe("Folder of the workspace to publish; all of it when left out")
                    @Nullable String sourcePath,
            @Describe("Message of the commit") @Nullable String gitCommitMessage,
            @Describe("Name of the author of the commit") @Nullable String gitAuthorName,
            @Describe("Mail address of the author of the commit") @Nullable String gitAuthorEmail,
            @Describe("What to sign in with instead of the token of the host")
                    @Nullable String token) {}

    record Output(
            @Describe("Where to clone the repository from") String remoteUrl,
            @Describe("Where its files are") String repoContentsUrl,
            @Describe("The commit that was pushed") String commitHash) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        HostApi api = publishing.api(GitHostKind.GITHUB, input.repoUrl(), input.token(), context);
        String branch = input.defaultBranch();
        if (context.dryRun()) {
            Publishing.folder(input.sourcePath(), context);
            context.log("Dry run: would make " + api.url() + " and push the branch " + branch);
            return done(output(api, branch, Publishing.DRY_RUN_COMMIT));
        }
        GithubSettings settings = GithubSettings.of(input);
        publishing.create(api, settings.repository(branch), context);
        settings.apply(api, context);
        String commit =
                publishing.push(
                        api,
                        branch,
                        input.sourcePath(),
                        new Publishing.Words(
                                input.gitCommitMessage(),
                                input.gitAuthorName(),
                                input.gitAuthorEmail()),
                        context);
        GithubProtection.of(input).apply(api, branch, context);
        return done(output(api, branch, commit));
    }

    private static Output output(HostApi api, String branch, String commit) {
        return new Output(api.remoteUrl(), api.contentsUrl(branch), commit);
    }
}
