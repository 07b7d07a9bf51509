package dev.portico.template.action.git;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.HostApi;
import dev.portico.scm.HostApi.NewRepository;
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

/// Makes a project on GitLab with the files of the workspace.
@Singleton
final class PublishGitlab extends TypedAction<PublishGitlab.Input, PublishGitlab.Output> {
    private static final int OWNER = 50;

    private final Publishing publishing;

    PublishGitlab(Publishing publishing) {
        super(
                new About<>(
                        "publish:gitlab",
                        "Makes a project on GitLab and pushes the files of the workspace to it.",
                        Input.class,
                        Output.class,
                        Repeat.IDEMPOTENT,
                        true));
        this.publishing = publishing;
    }

    record Input(
            @Describe("Where it is to be: `gitlab.com?owner=group&repo=name`") String repoUrl,
            @Describe(
                            value = "Who may see it; private when left out",
                            oneOf = {"private", "public", "internal"})
                    @Nullable String repoVisibility,
            @Describe("The branch to push; master when left out") @Nullable String defaultBranch,
            @Describe("Message of the commit") @Nullable String gitCommitMessage,
            @Describe("Name of the author of the commit") @Nullable String gitAuthorName,
            @Describe("Mail address of the author of the commit") @Nullable String gitAuthorEmail,
            @Describe("Without effect: commits are not signed") @Nullable Boolean signCommit,
            @Describe(
                            value =
                                    "Folder of the workspace to publish; all of it when left out,"
                                            + " nothing when false",
                            types = {"string", "boolean"})
                    @Nullable Object sourcePath,
            @Describe("Whether a project that is there is left as it is")
                    @Nullable Boolean skipExisting,
            @Describe("What to sign in with instead of the token of the host")
                    @Nullable String token,
            @Describe("Whether the token's user becomes an owner of the project")
                    @Nullable Boolean setUserAsOwner,
            @Describe("User who becomes an owner of the project") @Nullable String ownerUsername,
            @Describe("Its topics") @Nullable List<String> topics,
            @Describe("Further settings, by the names of GitLab's API")
                    @Nullable JsonObject settings,
            @Describe("Branches, each `{name, create, ref, protect}`")
                    @Nullable List<JsonObject> branches,
            @Describe("CI variables, by the names of GitLab's API")
                    @Nullable List<JsonObject> projectVariables) {}

    record Output(
            @Describe("Where to clone the project from") String remoteUrl,
            @Describe("Where its files are") String repoContentsUrl,
            @Describe("Its id") long projectId,
            @Describe("The commit that was pushed") String commitHash,
            @Describe("Whether it was made by this step") boolean created) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        HostApi api = publishing.api(GitHostKind.GITLAB, input.repoUrl(), input.token(), context);
        String branch = input.defaultBranch() == null ? "master" : input.defaultBranch();
        boolean nothing = Boolean.FALSE.equals(input.sourcePath());
        @Nullable String source = input.sourcePath() instanceof String path ? path : null;
        if (context.dryRun()) {
            Publishing.folder(source, context);
            context.log("Dry run: would make " + api.url() + " and push the branch " + branch);
            return done(output(api, branch, 0, Publishing.DRY_RUN_COMMIT, true));
        }
        if (Boolean.TRUE.equals(input.skipExisting())) {
            Optional<Long> existing = existing(api, context);
            if (existing.isPresent()) {
                context.log("There is " + api.url() + " already; it is left as it is");
                return done(output(api, branch, existing.get(), "", false));
            }
        }
        JsonObject project = publishing.create(api, wanted(input, branch), context);
        addOwner(api, input, context);
        String commit = "";
        if (!nothing) {
            commit =
                    publishing.push(
                            api,
                            branch,
                            source,
                            new Publishing.Words(
                                    input.gitCommitMessage(),
                                    input.gitAuthorName(),
                                    input.gitAuthorEmail()),
                            context);
        }
        for (JsonObject one : orEmpty(input.branches())) {
            GitlabProjects.branch(api, one, branch);
        }
        for (JsonObject variable : orEmpty(input.projectVariables())) {
            GitlabProjects.setVariable(api, variable);
        }
        long id = project.value("id") instanceof Long number ? number : 0;
        return done(output(api, branch, id, commit, true));
    }

    /// The id of a project that was there before this step.
    private static Optional<Long> existing(HostApi api, ActionContext context)
            throws IOException, InterruptedException {
        JsonObject found =
                context.once(
                        "existing",
                        () ->
                                JsonObject.of(
                                        Map.of(
                                                "id",
                                                api.findRepository()
                                                        .map(it -> it.value("id"))
                                                        .orElse(""))));
        return found.value("id") instanceof Long id ? Optional.of(id) : Optional.empty();
    }

    private static NewRepository wanted(Input input, String branch) {
        JsonObject settings = input.settings() == null ? JsonObject.EMPTY : input.settings();
        Map<String, @Nullable Object> more = new LinkedHashMap<>(settings.fields());
        if (input.topics() != null && !settings.has("topics")) {
            more.put("topics", input.topics());
        }
        return new NewRepository(
                null,
                input.repoVisibility() == null ? "private" : input.repoVisibility(),
                branch,
                JsonObject.of(more));
    }

    private static void addOwner(HostApi api, Input input, ActionContext context)
            throws InterruptedException {
        if (input.ownerUsername() == null && !Boolean.TRUE.equals(input.setUserAsOwner())) {
            return;
        }
        @Nullable Object user =
                input.ownerUsername() == null
                        ? api.call("GET", "//user", null).value("id")
                        : GitlabProjects.user(api, input.ownerUsername())
                                .orElseThrow(
                                        () ->
                                                PorticoException.invalid(
                                                        "GitLab has no user "
                                                                + input.ownerUsername()
                                                                + ", whom ownerUsername names."));
        GitlabProjects.unlessThere(
                () ->
                        api.call(
                                "POST",
                                "/members",
                                JsonObject.of(
                                        Map.of(
                                                "user_id",
                                                String.valueOf(user),
                                                "access_level",
                                                OWNER))));
        context.log("Added an owner of " + api.url());
    }

    private static List<JsonObject> orEmpty(@Nullable List<JsonObject> list) {
        return list == null ? List.of() : list;
    }

    private static Output output(
            HostApi api, String branch, long id, String commit, boolean created) {
        return new Output(api.remoteUrl(), api.contentsUrl(branch), id, commit, created);
    }
}
