package dev.portico.template.action.git;

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
import org.jspecify.annotations.Nullable;

/// Makes a repository on Gitea with the files of the workspace.
@Singleton
final class PublishGitea extends TypedAction<PublishGitea.Input, PublishGitea.Output> {
    private final Publishing publishing;

    PublishGitea(Publishing publishing) {
        super(
                new About<>(
                        "publish:gitea",
                        "Makes a repository on Gitea and pushes the files of the workspace to it.",
                        Input.class,
                        Output.class,
                        Repeat.IDEMPOTENT,
                        true));
        this.publishing = publishing;
    }

    record Input(
            @Describe(
                            "Where it is to be: `git.example.com?owner=acme&repo=orders`; the"
                                    + " token's user owns it when it names no owner")
                    String repoUrl,
            @Describe("What the repository is for") @Nullable String description,
            @Describe(value = "The branch to push", byDefault = "\"main\"") String defaultBranch,
            @Describe(
                            value = "Who may see it",
                            byDefault = "\"public\"",
                            oneOf = {"private", "public"})
                    String repoVisibility,
            @Describe("Message of the commit") @Nullable String gitCommitMessage,
            @Describe("Name of the author of the commit") @Nullable String gitAuthorName,
            @Describe("Mail address of the author of the commit") @Nullable String gitAuthorEmail,
            @Describe("Folder of the workspace to publish; all of it when left out")
                    @Nullable String sourcePath,
            @Describe("Without effect: commits are not signed") @Nullable Boolean signCommit) {}

    record Output(
            @Describe("Where to clone the repository from") String remoteUrl,
            @Describe("Where its files are") String repoContentsUrl,
            @Describe("The commit that was pushed") String commitHash) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        HostApi api = publishing.api(GitHostKind.GITEA, input.repoUrl(), null, context);
        String branch = input.defaultBranch();
        String commit = Publishing.DRY_RUN_COMMIT;
        if (context.dryRun()) {
            Publishing.folder(input.sourcePath(), context);
            context.log("Dry run: would make " + api.url() + " and push the branch " + branch);
        } else {
            publishing.create(
                    api,
                    new NewRepository(
                            input.description(), input.repoVisibility(), branch, JsonObject.EMPTY),
                    context);
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
        }
        return done(new Output(api.remoteUrl(), api.contentsUrl(branch), commit));
    }
}
