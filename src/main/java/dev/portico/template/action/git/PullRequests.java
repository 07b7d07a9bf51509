package dev.portico.template.action.git;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitPublisher.Branch;
import dev.portico.scm.GitPublisher.Change;
import dev.portico.scm.GitPublisher.Pushed;
import dev.portico.scm.GitPublisher.Target;
import dev.portico.scm.HostApi;
import dev.portico.scm.HostApi.NewPullRequest;
import dev.portico.scm.HostApi.PullRequest;
import dev.portico.scm.RepoUrl;
import dev.portico.template.Made;
import dev.portico.template.action.ActionContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Opens pull requests with the files of a workspace. Can be done again after it was cut off.
@Singleton
final class PullRequests {
    /// The number that a dry run answers, as Backstage's does.
    static final long DRY_RUN_NUMBER = 43;

    private final Publishing publishing;

    PullRequests(Publishing publishing) {
        this.publishing = publishing;
    }

    /// What is to be opened.
    ///
    /// @param target the branch to merge into; null for the default branch
    /// @param update whether a branch that is there is gone on from
    /// @param more fields of this kind of host's own request
    record Wanted(
            HostApi api,
            String branch,
            @Nullable String target,
            String title,
            String description,
            boolean draft,
            boolean update,
            Change change,
            Publishing.Words words,
            JsonObject more) {}

    Publishing publishing() {
        return publishing;
    }

    /// Commits, pushes the branch and opens the request, or finds the one that is open from it.
    /// Empty when there is nothing to commit and the change does not ask for a commit even then.
    Optional<PullRequest> open(Wanted wanted, ActionContext context)
            throws IOException, InterruptedException {
        HostApi api = wanted.api();
        Target target = new Target(api.url(), api.access());
        JsonObject plan = context.once("base", () -> plan(wanted, target));
        String into = plan.text("target").orElseThrow();
        Branch base =
                new Branch(plan.text("branch").orElseThrow(), plan.text("commit").orElseThrow());
        Pushed pushed =
                publishing
                        .publisher()
                        .commit(
                                target,
                                base,
                                wanted.branch(),
                                wanted.change(),
                                publishing.message(wanted.words(), context));
        boolean goesOn = base.name().equals(wanted.branch());
        if (!pushed.changed() && !wanted.change().evenNothing() && !goesOn) {
            context.log("No file is another than in " + into + "; there is nothing to ask for.");
            return Optional.empty();
        }
        context.log(
                "Pushed the branch "
                        + wanted.branch()
                        + " of "
                        + api.url()
                        + " at "
                        + pushed.commit());
        api.awaitPush(wanted.branch(), pushed.commit());
        long number =
                (Long)
                        context.once("pull-request", () -> openOrFind(wanted, into))
                                .fields()
                                .getOrDefault("number", 0L);
        PullRequest request = api.requirePullRequest(number);
        context.log("Opened " + request.url());
        context.made(
                new Made(
                        Made.Type.PULL_REQUEST,
                        api.url().identity() + "#" + number,
                        request.url()));
        return Optional.of(
                new PullRequest(
                        request.number(),
                        request.url(),
                        request.state(),
                        into,
                        request.commit(),
                        request.mergedBy()));
    }

    private JsonObject plan(Wanted wanted, Target target) throws IOException {
        Branch into =
                publishing
                        .publisher()
                        .find(target, wanted.target())
                        .orElseThrow(() -> nothingToGoOnFrom(target.url(), wanted.target()));
        Optional<Branch> existing =
                wanted.update()
                        ? publishing.publisher().find(target, wanted.branch())
                        : Optional.empty();
        Branch base = existing.orElse(into);
        return JsonObject.of(
                Map.of("target", into.name(), "branch", base.name(), "commit", base.commit()));
    }

    /// @param branch null when the default branch was meant
    static PorticoException nothingToGoOnFrom(RepoUrl repository, @Nullable String branch) {
        return new PorticoException(
                ErrorCode.UNPROCESSABLE,
                "The repository "
                        + repository
                        + " has no "
                        + (branch == null
                                ? "commit to go on from."
                                : "branch " + branch + " to merge into."));
    }

    private static JsonObject openOrFind(Wanted wanted, String into) throws InterruptedException {
        PullRequest request =
                wanted.api()
                        .openOrFindPullRequest(
                                new NewPullRequest(
                                        wanted.branch(),
                                        into,
                                        wanted.title(),
                                        wanted.description(),
                                        wanted.draft(),
                                        wanted.more()),
                                wanted.update());
        return JsonObject.of(Map.of("number", request.number()));
    }

    /// What a dry run answers.
    static PullRequest imagined(Wanted wanted, String path, ActionContext context) {
        String into = wanted.target() == null ? "main" : wanted.target();
        String url = wanted.api().url().webUrl() + path + DRY_RUN_NUMBER;
        context.log(
                "Dry run: would push the branch "
                        + wanted.branch()
                        + " of "
                        + wanted.api().url()
                        + " and ask to merge it into "
                        + into);
        return new PullRequest(DRY_RUN_NUMBER, url, PullRequest.State.OPEN, into, null, null);
    }
}
