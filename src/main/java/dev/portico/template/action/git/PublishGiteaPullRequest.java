package dev.portico.template.action.git;

import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitPublisher.Change;
import dev.portico.scm.HostApi;
import dev.portico.scm.HostApi.PullRequest;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Opens a pull request on Gitea with the files of the workspace.
@Singleton
final class PublishGiteaPullRequest
        extends TypedAction<PublishGiteaPullRequest.Input, PublishGiteaPullRequest.Output> {
    private final PullRequests requests;

    PublishGiteaPullRequest(PullRequests requests) {
        super(
                new About<>(
                        "publish:gitea:pull-request",
                        "Pushes the files of the workspace as a branch of a repository on Gitea"
                                + " and opens a pull request.",
                        Input.class,
                        Output.class,
                        Repeat.IDEMPOTENT,
                        true));
        this.requests = requests;
    }

    record Input(
            @Describe("Where the repository is: `git.example.com?owner=acme&repo=orders`")
                    String repoUrl,
            @Describe("Name of the branch to make") String branchName,
            @Describe("Title of the pull request") String title,
            @Describe("Text of the pull request") @Nullable String description,
            @Describe("The branch to merge into; the default branch when left out")
                    @Nullable String targetBranchName,
            @Describe("Paths of files or folders to delete from the repository")
                    @Nullable List<String> filesToDelete,
            @Describe("Whether it is a draft") @Nullable Boolean draft,
            @Describe("Folder of the workspace whose files go in; all of it when left out")
                    @Nullable String sourcePath,
            @Describe("Folder of the repository that they go to; its root when left out")
                    @Nullable String targetPath,
            @Describe("Users who are to review it") @Nullable List<String> reviewers,
            @Describe("Teams that are to review it") @Nullable List<String> teamReviewers,
            @Describe("Users it is assigned to") @Nullable List<String> assignees,
            @Describe("Message of the commit; the title when left out")
                    @Nullable String commitMessage,
            @Describe("Name of the author of the commit") @Nullable String gitAuthorName,
            @Describe("Mail address of the author of the commit") @Nullable String gitAuthorEmail,
            @Describe("Whether a branch that is there, and its pull request, get a further commit")
                    @Nullable Boolean update,
            @Describe("Whether to open it when no file is another; true when left out")
                    @Nullable Boolean createWhenEmpty,
            @Describe("What to sign in with instead of the token of the host")
                    @Nullable String token) {}

    record Output(
            @Describe("The branch it is to be merged into") @Nullable String targetBranchName,
            @Describe("Where a browser finds it") @Nullable String remoteUrl,
            @Describe("Its number") @Nullable Long pullRequestNumber) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        HostApi api =
                requests.publishing()
                        .api(GitHostKind.GITEA, input.repoUrl(), input.token(), context);
        PullRequests.Wanted wanted = wanted(input, api, context);
        if (context.dryRun()) {
            return done(output(PullRequests.imagined(wanted, "/pulls/", context)));
        }
        Optional<PullRequest> opened = requests.open(wanted, context);
        if (opened.isEmpty()) {
            return done(new Output(null, null, null));
        }
        Map<String, Object> review = new LinkedHashMap<>();
        if (input.reviewers() != null) {
            review.put("reviewers", input.reviewers());
        }
        if (input.teamReviewers() != null) {
            review.put("team_reviewers", input.teamReviewers());
        }
        if (!review.isEmpty()) {
            api.call(
                    "POST",
                    "/pulls/" + opened.get().number() + "/requested_reviewers",
                    JsonObject.of(review));
        }
        return done(output(opened.get()));
    }

    private static PullRequests.Wanted wanted(Input input, HostApi api, ActionContext context)
            throws IOException {
        boolean update = Boolean.TRUE.equals(input.update());
        return new PullRequests.Wanted(
                api,
                input.branchName(),
                input.targetBranchName(),
                input.title(),
                input.description() == null ? "" : input.description(),
                Boolean.TRUE.equals(input.draft()),
                update,
                new Change(
                        Publishing.folder(input.sourcePath(), context),
                        input.targetPath() == null ? "" : input.targetPath(),
                        Change.Mode.PUT,
                        input.filesToDelete() == null ? List.of() : input.filesToDelete(),
                        !Boolean.FALSE.equals(input.createWhenEmpty()) && !update),
                new Publishing.Words(
                        input.commitMessage() == null ? input.title() : input.commitMessage(),
                        input.gitAuthorName(),
                        input.gitAuthorEmail()),
                input.assignees() == null
                        ? JsonObject.EMPTY
                        : JsonObject.of(Map.of("assignees", input.assignees())));
    }

    private static Output output(PullRequest request) {
        return new Output(request.target(), request.url(), request.number());
    }
}
