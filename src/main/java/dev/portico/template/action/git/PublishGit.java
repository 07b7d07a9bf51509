package dev.portico.template.action.git;

import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitPublisher.Target;
import dev.portico.scm.HostApi;
import dev.portico.scm.HostApi.NewRepository;
import dev.portico.scm.RemoteAccess;
import dev.portico.scm.RepoSpec;
import dev.portico.scm.RepoUrl;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.ActionInfo.Example;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pushes the files of the workspace to any Git repository. One that a repoUrl names is made when
/// it is not there, on hosts whose API is known and on the host `local`.
@Singleton
final class PublishGit extends TypedAction<PublishGit.Input, PublishGit.Output> {
    private static final Example LOCAL =
            new Example(
                    "A repository below the data folder, without any account",
                    """
                    steps:
                      - id: publish
                        action: publish:git
                        input:
                          repoUrl: local?owner=acme&repo=orders
                    """);

    private final Publishing publishing;

    PublishGit(Publishing publishing) {
        super(
                new About<>(
                        "publish:git",
                        List.of(),
                        "Pushes the files of the workspace as a new branch to any Git repository.",
                        Input.class,
                        Output.class,
                        Repeat.IDEMPOTENT,
                        true,
                        List.of(LOCAL)));
        this.publishing = publishing;
    }

    record Input(
            @Describe(
                            "The repository as `git.example.com?owner=acme&repo=orders`, or"
                                    + " `local?owner=acme&repo=orders` for one below the data"
                                    + " folder; made when it is not there")
                    @Nullable String repoUrl,
            @Describe("Instead of repoUrl, the address of a repository that is there")
                    @Nullable String remoteUrl,
            @Describe("What a new repository is for") @Nullable String description,
            @Describe(
                            value = "Who may see a new repository",
                            byDefault = "\"private\"",
                            oneOf = {"private", "public", "internal"})
                    String repoVisibility,
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

    /// Where it goes.
    ///
    /// @param api null where none is known
    private record Place(
            Target target, @Nullable HostApi api, String remoteUrl, String contentsUrl) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        Place place = place(input, context);
        RepoUrl url = place.target().url();
        String branch = input.defaultBranch();
        if (context.dryRun()) {
            Publishing.folder(input.sourcePath(), context);
            context.log("Dry run: would push the branch " + branch + " of " + url);
            return done(
                    new Output(place.remoteUrl(), place.contentsUrl(), Publishing.DRY_RUN_COMMIT));
        }
        if (place.api() != null) {
            createUnlessThere(place.api(), input, context);
        }
        String commit =
                publishing.push(
                        place.target(),
                        branch,
                        input.sourcePath(),
                        new Publishing.Words(
                                input.gitCommitMessage(),
                                input.gitAuthorName(),
                                input.gitAuthorEmail()),
                        context);
        if (place.api() == null) {
            publishing.note(url, context);
        } else {
            place.api().awaitPush(branch, commit);
        }
        return done(new Output(place.remoteUrl(), place.contentsUrl(), commit));
    }

    private void createUnlessThere(HostApi api, Input input, ActionContext context)
            throws IOException, InterruptedException {
        JsonObject seen =
                context.once(
                        "existing",
                        () -> JsonObject.EMPTY.with("there", api.findRepository().isPresent()));
        boolean there = Boolean.TRUE.equals(seen.value("there"));
        if (!there) {
            publishing.create(
                    api,
                    new NewRepository(
                            input.description(),
                            input.repoVisibility(),
                            input.defaultBranch(),
                            JsonObject.EMPTY),
                    context);
        }
    }

    private Place place(Input input, ActionContext context) {
        if ((input.repoUrl() == null) == (input.remoteUrl() == null)) {
            throw PorticoException.invalid(
                    "publish:git takes either repoUrl or remoteUrl; give one of them.");
        }
        String branch = input.defaultBranch();
        RemoteAccess access = null;
        if (input.token() != null && !input.token().isBlank()) {
            context.conceal(input.token());
            access = RemoteAccess.given(new Secret(input.token()));
        }
        if (input.repoUrl() == null) {
            RepoUrl url = RepoUrl.parse(String.valueOf(input.remoteUrl()));
            return place(url, access, branch);
        }
        RepoSpec spec = RepoSpec.parse(input.repoUrl());
        if (spec.isLocal()) {
            return place(publishing.publisher().local(spec), access, branch);
        }
        if (publishing.hasApi(spec) || context.dryRun()) {
            HostApi api = publishing.api(spec, GitHostKind.GITEA, input.token(), context);
            return new Place(
                    new Target(api.url(), api.access()),
                    api,
                    api.remoteUrl(),
                    api.contentsUrl(branch));
        }
        return place(publishing.hosts().require(spec).repository(spec), access, branch);
    }

    private Place place(RepoUrl url, @Nullable RemoteAccess access, String branch) {
        String remote = url.isLocal() ? "file://" + url.path() : url.fetchUrl();
        String contents =
                url.isLocal() ? remote : publishing.hosts().of(url).fileUrl(url, branch, "");
        return new Place(new Target(url, access), null, remote, contents);
    }
}
