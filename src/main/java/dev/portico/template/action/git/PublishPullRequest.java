package dev.portico.template.action.git;

import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitPublisher.Branch;
import dev.portico.scm.GitPublisher.Change;
import dev.portico.scm.GitPublisher.Pushed;
import dev.portico.scm.GitPublisher.Target;
import dev.portico.scm.HostApi.PullRequest;
import dev.portico.scm.RepoSpec;
import dev.portico.scm.RepoUrl;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Opens a pull or merge request on whatever host the repository is. On the host `local`, which
/// has no requests, the branch is pushed and nothing more.
@Singleton
final class PublishPullRequest
        extends TypedAction<PublishPullRequest.Input, PublishPullRequest.Output> {
    private final PullRequests requests;

    PublishPullRequest(PullRequests requests) {
        super(
                new About<>(
                        "publish:pull-request",
                        "Pushes the files of the workspace as a branch of a repository and opens a"
                                + " pull or merge request, whatever its host.",
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
            @Describe("Title of the request") String title,
            @Describe("Text of the request") @Nullable String description,
            @Describe("The branch to merge into; the default branch when left out")
                    @Nullable String targetBranchName,
            @Describe("Paths of files or folders to delete from the repository")
                    @Nullable List<String> filesToDelete,
            @Describe("Folder of the workspace whose files go in; all of it when left out")
                    @Nullable String sourcePath,
            @Describe("Folder of the repository that they go to; its root when left out")
                    @Nullable String targetPath,
            @Describe("Whether a branch that is there, and its request, get a further commit")
                    @Nullable Boolean update,
            @Describe("What to sign in with instead of the token of the host")
                    @Nullable String token) {}

    record Output(
            @Describe("The branch it is to be merged into") @Nullable String targetBranchName,
            @Describe("The branch that was pushed; left out when no file is another")
                    @Nullable String branchName,
            @Describe("Where a browser finds the request") @Nullable String remoteUrl,
            @Describe("Its number") @Nullable Long pullRequestNumber) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        RepoSpec spec = RepoSpec.parse(input.repoUrl());
        if (spec.isLocal()) {
            return done(branch(requests.publishing().publisher().local(spec), input, context));
        }
        PullRequests.Wanted wanted =
                new PullRequests.Wanted(
                        requests.publishing()
                                .api(spec, Publishing.likely(spec.host()), input.token(), context),
                        input.branchName(),
                        input.targetBranchName(),
                        input.title(),
                        input.description() == null ? "" : input.description(),
                        false,
                        Boolean.TRUE.equals(input.update()),
                        change(input, context),
                        words(input),
                        JsonObject.EMPTY);
        if (context.dryRun()) {
            return done(output(PullRequests.imagined(wanted, "/pulls/", context), input));
        }
        return done(
                requests.open(wanted, context)
                        .map(request -> output(request, input))
                        .orElseGet(() -> new Output(null, null, null, null)));
    }

    /// On the host `local`.
    private Output branch(RepoUrl url, Input input, ActionContext context)
            throws IOException, InterruptedException {
        if (context.dryRun()) {
            context.log("Dry run: would push the branch " + input.branchName() + " of " + url);
            return new Output(input.targetBranchName(), input.branchName(), null, null);
        }
        Target target = new Target(url, null);
        JsonObject plan = context.once("base", () -> base(target, input));
        Branch base =
                new Branch(plan.text("branch").orElseThrow(), plan.text("commit").orElseThrow());
        Pushed pushed =
                requests.publishing()
                        .publisher()
                        .commit(
                                target,
                                base,
                                input.branchName(),
                                change(input, context),
                                requests.publishing().message(words(input), context));
        if (!pushed.changed()) {
            context.log("No file is another than in " + base.name() + ".");
            return new Output(base.name(), null, null, null);
        }
        context.log(
                "Pushed the branch "
                        + input.branchName()
                        + " of "
                        + url
                        + " at "
                        + pushed.commit()
                        + "; a repository on this machine has no pull requests, so merge it by"
                        + " hand: git merge origin/"
                        + input.branchName());
        return new Output(base.name(), input.branchName(), null, null);
    }

    private JsonObject base(Target target, Input input) throws IOException {
        Optional<Branch> base =
                requests.publishing().publisher().find(target, input.targetBranchName());
        Branch branch =
                base.orElseThrow(
                        () ->
                                PullRequests.nothingToGoOnFrom(
                                        target.url(), input.targetBranchName()));
        return JsonObject.of(Map.of("branch", branch.name(), "commit", branch.commit()));
    }

    private static Change change(Input input, ActionContext context) throws IOException {
        return new Change(
                Publishing.folder(input.sourcePath(), context),
                input.targetPath() == null ? "" : input.targetPath(),
                Change.Mode.PUT,
                input.filesToDelete() == null ? List.of() : input.filesToDelete(),
                false);
    }

    private static Publishing.Words words(Input input) {
        return new Publishing.Words(input.title(), null, null);
    }

    private static Output output(PullRequest request, Input input) {
        return new Output(request.target(), input.branchName(), request.url(), request.number());
    }
}
