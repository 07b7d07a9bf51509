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

/// Makes a repository on Azure DevOps with the files of the workspace.
@Singleton
final class PublishAzure extends TypedAction<PublishAzure.Input, PublishAzure.Output> {
    private final Publishing publishing;

    PublishAzure(Publishing publishing) {
        super(
                new About<>(
                        "publish:azure",
                        "Makes a repository on Azure DevOps and pushes the files of the workspace"
                                + " to it.",
                        Input.class,
                        Output.class,
                        Repeat.IDEMPOTENT,
                        true));
        this.publishing = publishing;
    }

    record Input(
            @Describe("Where it is to be: `dev.azure.com?organization=acme&project=shop&repo=name`")
                    String repoUrl,
            @Describe("Without effect: repositories of Azure have no description")
                    @Nullable String description,
            @Describe("The branch to push; master when left out") @Nullable String defaultBranch,
            @Describe("Folder of the workspace to publish; all of it when left out")
                    @Nullable String sourcePath,
            @Describe("What to sign in with instead of the token of the host")
                    @Nullable String token,
            @Describe("Message of the commit") @Nullable String gitCommitMessage,
            @Describe("Name of the author of the commit") @Nullable String gitAuthorName,
            @Describe("Mail address of the author of the commit") @Nullable String gitAuthorEmail,
            @Describe("Without effect: commits are not signed") @Nullable Boolean signCommit) {}

    record Output(
            @Describe("Where to clone the repository from") String remoteUrl,
            @Describe("Where its files are") String repoContentsUrl,
            @Describe("Its id") String repositoryId,
            @Describe("The commit that was pushed") String commitHash) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        HostApi api = publishing.api(GitHostKind.AZURE, input.repoUrl(), input.token(), context);
        String branch = input.defaultBranch() == null ? "master" : input.defaultBranch();
        String commit = Publishing.DRY_RUN_COMMIT;
        String id = "";
        if (context.dryRun()) {
            Publishing.folder(input.sourcePath(), context);
            context.log("Dry run: would make " + api.url() + " and push the branch " + branch);
        } else {
            JsonObject made =
                    publishing.create(
                            api,
                            new NewRepository(null, "private", branch, JsonObject.EMPTY),
                            context);
            id = made.text("id").orElse("");
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
        return done(new Output(api.remoteUrl(), api.contentsUrl(branch), id, commit));
    }
}
