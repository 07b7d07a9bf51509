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
import org.jspecify.annotations.Nullable;

/// Pushes the files of the workspace to a repository on GitHub that has no such branch yet.
@Singleton
final class GithubRepoPush extends TypedAction<GithubRepoPush.Input, GithubRepoPush.Output> {
    private final Publishing publishing;

    GithubRepoPush(Publishing publishing) {
        super(
                new About<>(
                        "github:repo:push",
                        "Pushes the files of the workspace as a new branch to a repository on GitHub.",
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
        String commit = Publishing.DRY_RUN_COMMIT;
        if (context.dryRun()) {
            Publishing.folder(input.sourcePath(), context);
            context.log("Dry run: would push the branch " + branch + " of " + api.url());
        } else {
            commit =
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
        }
        return done(new Output(api.remoteUrl(), api.contentsUrl(branch), commit));
    }
}
