package dev.portico.template.action.git;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.HostApi;
import dev.portico.scm.HostApi.PullRequest;
import dev.portico.scm.RepoSpec;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.ActionInfo.Example;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Patience;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import dev.portico.template.action.WakeKeys;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Waits until a pull or merge request is merged. A webhook of the host wakes it up; without one it
/// looks again after pauses that grow.
@Singleton
final class WaitPullRequest extends TypedAction<WaitPullRequest.Input, WaitPullRequest.Output> {
    /// Addresses of pull requests as GitHub, GitLab, Gitea and Azure write them.
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(https?://[^?#]+?)/(?:pull|pulls|-/merge_requests|pullrequest)/([0-9]{1,15})"
                            + "(?:[/?#].*)?");

    private static final Example EXAMPLE =
            new Example(
                    "Goes on once the request is merged, for a week at most",
                    """
                    steps:
                      - id: request
                        action: publish:github:pull-request
                        input:
                          repoUrl: github.com?owner=acme&repo=deployments
                          branchName: add-orders
                          title: Deploy orders
                          description: A new service
                      - id: merged
                        action: wait:pull-request
                        input:
                          pullRequestUrl: ${{ steps.request.output.remoteUrl }}
                          timeout: 7d
                    """);

    private final Publishing publishing;

    WaitPullRequest(Publishing publishing) {
        super(
                new About<>(
                        "wait:pull-request",
                        List.of(),
                        "Waits until a pull or merge request is merged; fails when it is closed.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true,
                        List.of(EXAMPLE)));
        this.publishing = publishing;
    }

    record Input(
            @Describe("Where a browser finds the request, as the step that opened it answers")
                    @Nullable String pullRequestUrl,
            @Describe("Instead of pullRequestUrl, the repository: `host?owner=acme&repo=orders`")
                    @Nullable String repoUrl,
            @Describe("With repoUrl, the number of the request") @Nullable Long pullRequestNumber,
            @Describe("How long to wait, as 7d; for ever when left out") @Nullable String timeout,
            @Describe("What to sign in with instead of the token of the host")
                    @Nullable String token) {}

    record Output(
            @Describe("What the target branch got by the merge") String commit,
            @Describe("The branch it was merged into") String targetBranchName,
            @Describe("Who merged it, by the name at the host") @Nullable String mergedBy) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        Asked asked = asked(input);
        RepoSpec spec = RepoSpec.parse(asked.repository());
        HostApi api = publishing.api(spec, Publishing.likely(spec.host()), input.token(), context);
        Patience patience = Patience.of(input.timeout(), context);
        String what = "pull request " + asked.number() + " of " + api.url();
        if (context.dryRun()) {
            context.log("Dry run: would wait until " + what + " is merged");
            return done(new Output(Publishing.DRY_RUN_COMMIT, "main", null));
        }
        String key = WakeKeys.pullRequest(api.url().pushKey(), asked.number());
        PullRequest request;
        try {
            request = api.requirePullRequest(asked.number());
        } catch (PorticoException e) {
            if (!e.code().retryable() || context.waited().isEmpty()) {
                throw e;
            }
            return wait(key, patience, "Can't look now: " + e.text(), retryAfter(e), context);
        }
        return switch (request.state()) {
            case MERGED ->
                    done(
                            new Output(
                                    request.commit() == null ? "" : request.commit(),
                                    request.target(),
                                    request.mergedBy()));
            case CLOSED ->
                    throw new PorticoException(
                            ErrorCode.UNPROCESSABLE,
                            "The " + what + " was closed without being merged.");
            case OPEN ->
                    wait(
                            key,
                            patience,
                            "Waiting until " + request.url() + " is merged.",
                            Duration.ZERO,
                            context);
        };
    }

    private static Outcome wait(
            String key, Patience patience, String reason, Duration atLeast, ActionContext context) {
        Duration pause = patience.pause();
        return new Outcome.Waiting(
                patience.looked().in(JsonObject.EMPTY),
                Set.of(key),
                context.clock().instant().plus(pause.compareTo(atLeast) < 0 ? atLeast : pause),
                patience.expires(),
                reason);
    }

    private static Duration retryAfter(PorticoException e) {
        return e.details().get("retryAfter") instanceof Long seconds
                ? Duration.ofSeconds(seconds)
                : Duration.ZERO;
    }

    /// Which request is meant.
    ///
    /// @param repository as [RepoSpec] reads it
    private record Asked(String repository, long number) {}

    private static Asked asked(Input input) {
        if (input.pullRequestUrl() != null) {
            Matcher address = ADDRESS.matcher(input.pullRequestUrl().strip());
            if (address.matches()) {
                return new Asked(address.group(1), Long.parseLong(address.group(2)));
            }
            throw PorticoException.invalid(
                    "'"
                            + input.pullRequestUrl()
                            + "' is no address of a pull request; it would be like"
                            + " https://github.com/acme/orders/pull/7.");
        }
        if (input.repoUrl() == null || input.pullRequestNumber() == null) {
            throw PorticoException.invalid(
                    "wait:pull-request takes pullRequestUrl, or repoUrl with pullRequestNumber.");
        }
        return new Asked(input.repoUrl(), input.pullRequestNumber());
    }
}
