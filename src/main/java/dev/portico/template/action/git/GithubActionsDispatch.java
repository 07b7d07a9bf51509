package dev.portico.template.action.git;

import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.HostApi;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Starts a workflow of GitHub Actions. Each start is a run of its own, so what was cut off is not
/// done again by itself.
@Singleton
final class GithubActionsDispatch
        extends TypedAction<GithubActionsDispatch.Input, GithubActionsDispatch.Output> {
    private final Publishing publishing;

    GithubActionsDispatch(Publishing publishing) {
        super(
                new About<>(
                        "github:actions:dispatch",
                        "Starts a workflow of GitHub Actions.",
                        Input.class,
                        Output.class,
                        Repeat.UNSAFE,
                        true));
        this.publishing = publishing;
    }

    record Input(
            @Describe("Where the repository is: `github.com?owner=acme&repo=orders`")
                    String repoUrl,
            @Describe("File name of the workflow, or its id") String workflowId,
            @Describe("The branch or tag to run it on") String branchOrTagName,
            @Describe("Inputs of the workflow") @Nullable Map<String, String> workflowInputs,
            @Describe("Whether to answer which run it became")
                    @Nullable Boolean returnWorkflowRunDetails,
            @Describe("What to sign in with instead of the token of the host")
                    @Nullable String token) {}

    record Output(
            @Describe("Id of the run") @Nullable Long workflowRunId,
            @Describe("Address of the run for programs") @Nullable String workflowRunUrl,
            @Describe("Address of the run for browsers") @Nullable String workflowRunHtmlUrl) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        HostApi api = publishing.api(GitHostKind.GITHUB, input.repoUrl(), input.token(), context);
        String what = input.workflowId() + " of " + api.url() + " on " + input.branchOrTagName();
        if (context.dryRun()) {
            context.log("Dry run: would start the workflow " + what);
            return done(new Output(null, null, null));
        }
        boolean details = Boolean.TRUE.equals(input.returnWorkflowRunDetails());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ref", input.branchOrTagName());
        if (input.workflowInputs() != null) {
            body.put("inputs", input.workflowInputs());
        }
        if (details) {
            body.put("return_run_details", true);
        }
        JsonObject answer =
                context.once(
                        "dispatch",
                        () ->
                                api.call(
                                        "POST",
                                        "/actions/workflows/"
                                                + GithubSettings.part(input.workflowId())
                                                + "/dispatches",
                                        JsonObject.of(body)));
        context.log("Started the workflow " + what);
        return done(
                new Output(
                        answer.value("workflow_run_id") instanceof Long id ? id : null,
                        answer.text("run_url").orElse(null),
                        answer.text("html_url").orElse(null)));
    }
}
