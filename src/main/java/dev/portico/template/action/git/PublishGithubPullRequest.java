package dev.portico.template.action.git;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
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

/// Opens a pull request on GitHub with the files of the workspace.
@Singleton
final class PublishGithubPullRequest
        extends TypedAction<PublishGithubPullRequest.Input, PublishGithubPullRequest.Output> {
    private final PullRequests requests;

    PublishGithubPullRequest(PullRequests requests) {
        super(
                new About<>(
                        "publish:github:pull-request",
                        "Pushes the files of the workspace as a branch of a repository on GitHub"
                                + " and opens a pull request.",
                        Input.class,
                        Output.class,
                        Repeat.IDEMPOTENT,
                        true));
        this.requests = requests;
    }

    record Input(
            @Describe("Where the repository is: `github.com?owner=acme&repo=orders`")
                    String repoUrl,
            @Describe("Name of the branch to make") String branchName,
            @Describe("Paths of files or folders to delete from the repository")
                    @Nullable List<String> filesToDelete,
            @Describe("The branch to merge into; the default branch when left out")
                    @Nullable String targetBranchName,
            @Describe("Title of the pull request") String title,
            @Describe("Text of the pull request") String description,
            @Describe("Whether it is a draft") @Nullable Boolean draft,
            @Describe("Folder of the workspace whose files go in; all of it when left out")
                    @Nullable String sourcePath,
            @Describe("Folder of the repository that they go to; its root when left out")
                    @Nullable String targetPath,
            @Describe("What to sign in with instead of the token of the host")
                    @Nullable String token,
            @Describe("Users who are to review it") @Nullable List<String> reviewers,
            @Describe("Users it is assigned to") @Nullable List<String> assignees,
            @Describe("Teams that are to review it") @Nullable List<String> teamReviewers,
            @Describe("Message of the commit; the title when left out")
                    @Nullable String commitMessage,
            @Describe("Whether a branch that is there, and its pull request, get a further commit")
                    @Nullable Boolean update,
            @Describe("Not supported: the step fails when it is true") @Nullable Boolean forceFork,
            @Describe("Name of the author of the commit") @Nullable String gitAuthorName,
            @Describe("Mail address of the author of the commit") @Nullable String gitAuthorEmail,
            @Describe("Without effect: a commit always has an author")
                    @Nullable Boolean forceEmptyGitAuthor,
            @Describe("Whether to open it when no file is another; true when left out")
                    @Nullable Boolean createWhenEmpty) {}

    record Output(
            @Describe("The branch it is to be merged into") @Nullable String targetBranchName,
            @Describe("Where a browser finds it") @Nullable String remoteUrl,
            @Describe("Its number") @Nullable Long pullRequestNumber) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        if (Boolean.TRUE.equals(input.forceFork())) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    "forceFork is not supported: the branch is pushed to the repository itself;"
                            + " leave it out.");
        }
        HostApi api =
                requests.publishing()
                        .api(GitHostKind.GITHUB, input.repoUrl(), input.token(), context);
        boolean update = Boolean.TRUE.equals(input.update());
        Change change =
                new Change(
                        Publishing.folder(input.sourcePath(), context),
                        or(input.targetPath(), ""),
                        Change.Mode.PUT,
                        input.filesToDelete() == null ? List.of() : input.filesToDelete(),
                        !Boolean.FALSE.equals(input.createWhenEmpty()) && !update);
        PullRequests.Wanted wanted =
                new PullRequests.Wanted(
                        api,
                        input.branchName(),
                        input.targetBranchName(),
                        input.title(),
                        input.description(),
                        Boolean.TRUE.equals(input.draft()),
                        update,
                        change,
                        new Publishing.Words(
                                or(input.commitMessage(), input.title()),
                                input.gitAuthorName(),
                                input.gitAuthorEmail()),
                        JsonObject.EMPTY);
        if (context.dryRun()) {
            return done(output(PullRequests.imagined(wanted, "/pull/", context)));
        }
        Optional<PullRequest> opened = requests.open(wanted, context);
        if (opened.isEmpty()) {
            return done(new Output(null, null, null));
        }
        ask(api, input, opened.get().number());
        return done(output(opened.get()));
    }

    private static void ask(HostApi api, Input input, long number) throws InterruptedException {
        Map<String, Object> review = new LinkedHashMap<>();
        put(review, "reviewers", input.reviewers());
        put(review, "team_reviewers", input.teamReviewers());
        if (!review.isEmpty()) {
            api.call("POST", "/pulls/" + number + "/requested_reviewers", JsonObject.of(review));
        }
        Map<String, Object> assigned = new LinkedHashMap<>();
        put(assigned, "assignees", input.assignees());
        if (!assigned.isEmpty()) {
            api.call("POST", "/issues/" + number + "/assignees", JsonObject.of(assigned));
        }
    }

    private static void put(Map<String, Object> body, String key, @Nullable List<String> names) {
        if (names != null && !names.isEmpty()) {
            body.put(key, names);
        }
    }

    private static Output output(PullRequest request) {
        return new Output(request.target(), request.url(), request.number());
    }

    private static String or(@Nullable String given, String other) {
        return given == null || given.isBlank() ? other : given;
    }
}
