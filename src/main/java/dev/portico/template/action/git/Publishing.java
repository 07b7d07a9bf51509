package dev.portico.template.action.git;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitPublisher;
import dev.portico.scm.GitPublisher.Author;
import dev.portico.scm.GitPublisher.Message;
import dev.portico.scm.GitPublisher.Pushed;
import dev.portico.scm.GitPublisher.Target;
import dev.portico.scm.HostApi;
import dev.portico.scm.HostApi.NewRepository;
import dev.portico.scm.HostApis;
import dev.portico.scm.RepoSpec;
import dev.portico.scm.RepoUrl;
import dev.portico.template.Made;
import dev.portico.template.action.ActionContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the actions that write to Git hosts have in common. Everything here can be done again after
/// it was cut off: what an earlier attempt made is found, and not made twice.
@Singleton
final class Publishing {
    /// Stands in a dry run for the commit that would be made.
    static final String DRY_RUN_COMMIT = "0".repeat(40);

    private final HostApis apis;
    private final GitPublisher publisher;
    private final GitActionsConfig config;

    Publishing(HostApis apis, GitPublisher publisher, GitActionsConfig config) {
        this.apis = apis;
        this.publisher = publisher;
        this.config = config;
    }

    /// What a step says of its commit; null for what it does not.
    record Words(@Nullable String message, @Nullable String name, @Nullable String email) {}

    GitPublisher publisher() {
        return publisher;
    }

    /// The API of the host of a repository, which must be of the kind. In a dry run the host need
    /// not be configured.
    ///
    /// @param token instead of the host's; concealed from now on
    HostApi api(GitHostKind kind, String repoUrl, @Nullable String token, ActionContext context) {
        RepoSpec spec = RepoSpec.parse(repoUrl);
        HostApi api = api(spec, kind, token, context);
        if (api.host().kind() != kind) {
            throw PorticoException.invalid(
                    "The host "
                            + spec.host()
                            + " of the repoUrl is a "
                            + api.host().kind()
                            + " host, but this action is for "
                            + kind
                            + "; use the action for it, or publish:git.");
        }
        return api;
    }

    /// As the other, for a host of whatever kind.
    ///
    /// @param guess its kind in a dry run when it is not configured
    HostApi api(RepoSpec spec, GitHostKind guess, @Nullable String token, ActionContext context) {
        Secret secret = null;
        if (token != null && !token.isBlank()) {
            context.conceal(token);
            secret = new Secret(token);
        }
        try {
            return apis.of(spec, secret);
        } catch (PorticoException e) {
            if (context.dryRun() && !spec.isLocal()) {
                context.log("A real run would fail: " + e.text());
                return apis.named(spec, guess);
            }
            throw e;
        }
    }

    /// What a host that is not configured may run, for the addresses of a dry run.
    static GitHostKind likely(String host) {
        return switch (GitHostKind.guess(host)) {
            case GITHUB -> GitHostKind.GITHUB;
            case GITLAB -> GitHostKind.GITLAB;
            case AZURE -> GitHostKind.AZURE;
            case GITEA, BITBUCKET, BITBUCKET_SERVER, GENERIC -> GitHostKind.GITEA;
        };
    }

    GitHosts hosts() {
        return apis.hosts();
    }

    /// Whether the host of a repository has an API that is known.
    boolean hasApi(RepoSpec spec) {
        return switch (hosts().require(spec).kind()) {
            case GITHUB, GITLAB, GITEA, AZURE -> true;
            case BITBUCKET, BITBUCKET_SERVER, GENERIC -> false;
        };
    }

    /// Makes a repository that is not there yet. CONFLICT when it was there before this step,
    /// NOT_FOUND when an earlier attempt made it and somebody deleted it since.
    JsonObject create(HostApi api, NewRepository wanted, ActionContext context)
            throws IOException, InterruptedException {
        context.once(
                "looked",
                () -> {
                    if (api.findRepository().isPresent()) {
                        throw new PorticoException(
                                ErrorCode.CONFLICT,
                                "There is a repository "
                                        + api.url()
                                        + " already; choose another name.");
                    }
                    return JsonObject.EMPTY;
                });
        boolean[] now = new boolean[1];
        JsonObject made =
                context.once(
                        "repository",
                        () -> {
                            now[0] = true;
                            return withId(createOrFind(api, wanted));
                        });
        if (!now[0] && api.findRepository().isEmpty()) {
            throw new PorticoException(
                    ErrorCode.NOT_FOUND,
                    "The repository "
                            + api.url()
                            + " is not there any more, though an earlier attempt of this step made"
                            + " it: somebody deleted it, or the token may not see it. Restore it"
                            + " and run the task again, or run the template anew to make another.");
        }
        context.log("Created the repository " + api.url());
        note(api.url(), context);
        return made;
    }

    private static JsonObject createOrFind(HostApi api, NewRepository wanted)
            throws InterruptedException {
        try {
            return api.createRepository(wanted);
        } catch (PorticoException e) {
            if (e.code() != ErrorCode.CONFLICT) {
                throw e;
            }
            // it was not there when the step began: an attempt that was cut off made it
            return api.findRepository().orElseThrow(() -> e);
        }
    }

    /// What is to be remembered of a host's description; the rest may hold secrets.
    private static JsonObject withId(JsonObject repository) {
        @Nullable Object id = repository.value("id");
        return id == null ? JsonObject.EMPTY : JsonObject.of(Map.of("id", id));
    }

    void note(RepoUrl url, ActionContext context) {
        context.made(
                new Made(
                        Made.Type.REPOSITORY, url.identity(), url.isLocal() ? null : url.webUrl()));
    }

    /// Pushes a folder of the workspace as a new branch of the repository of an API, which knows it
    /// afterwards.
    String push(
            HostApi api,
            String branch,
            @Nullable String sourcePath,
            Words words,
            ActionContext context)
            throws IOException, InterruptedException {
        String commit =
                push(new Target(api.url(), api.access()), branch, sourcePath, words, context);
        api.awaitPush(branch, commit);
        return commit;
    }

    /// Pushes a folder of the workspace as a new branch; answers its commit.
    String push(
            Target target,
            String branch,
            @Nullable String sourcePath,
            Words words,
            ActionContext context)
            throws IOException, InterruptedException {
        Path folder = folder(sourcePath, context);
        Pushed pushed = publisher.publish(target, branch, folder, message(words, context));
        context.log(
                (pushed.wasThere() ? "Found the branch " : "Pushed the branch ")
                        + branch
                        + " of "
                        + target.url()
                        + " at "
                        + pushed.commit());
        DeclaredEntities.in(folder).forEach(context::made);
        return pushed.commit();
    }

    /// A folder of the workspace; NOT_FOUND when there is none.
    static Path folder(@Nullable String sourcePath, ActionContext context) throws IOException {
        Path folder = context.workspace().resolve(sourcePath == null ? "." : sourcePath);
        if (!Files.isDirectory(folder)) {
            throw PorticoException.notFound(
                    "There is no folder " + sourcePath + " in the workspace to publish.");
        }
        return folder;
    }

    /// The same for all attempts of a step, so that its commit is the same too.
    Message message(Words words, ActionContext context) throws IOException, InterruptedException {
        String time =
                context.once(
                                "time",
                                () ->
                                        JsonObject.of(
                                                Map.of("at", context.clock().instant().toString())))
                        .text("at")
                        .orElseThrow();
        return new Message(
                or(words.message(), config.commitMessage()),
                new Author(
                        or(words.name(), config.authorName()),
                        or(words.email(), config.authorEmail())),
                Instant.parse(time));
    }

    private static String or(@Nullable String given, String other) {
        return given == null || given.isBlank() ? other : given;
    }
}
