package dev.portico.template.action.git;

import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.HostApi;
import dev.portico.scm.RepoSpec;
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

/// Sets a CI variable of a project on GitLab.
@Singleton
final class GitlabProjectVariableCreate
        extends TypedAction<GitlabProjectVariableCreate.Input, TypedAction.Nothing> {
    private final Publishing publishing;

    GitlabProjectVariableCreate(Publishing publishing) {
        super(
                new About<>(
                        "gitlab:projectVariable:create",
                        "Sets a CI variable of a project on GitLab.",
                        Input.class,
                        Nothing.class,
                        Repeat.IDEMPOTENT,
                        true));
        this.publishing = publishing;
    }

    record Input(
            @Describe("Where GitLab is: `gitlab.com?owner=group&repo=name`") String repoUrl,
            @Describe("What to sign in with instead of the token of the host")
                    @Nullable String token,
            @Describe(
                            value = "Id of the project, or its path",
                            types = {"number", "string"})
                    Object projectId,
            @Describe("Name of the variable") String key,
            @Describe("Its value") String value,
            @Describe("`env_var` or `file`") String variableType,
            @Describe(value = "Only for protected branches and tags", byDefault = "false")
                    boolean variableProtected,
            @Describe(value = "Whether logs hide it", byDefault = "false") boolean masked,
            @Describe(value = "Whether GitLab hides it too", byDefault = "false")
                    boolean maskedAndHidden,
            @Describe(
                            value = "Whether it is taken as it is, without others in it",
                            byDefault = "false")
                    boolean raw,
            @Describe(value = "Which environments it is for", byDefault = "\"*\"")
                    String environmentScope) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        RepoSpec given = RepoSpec.parse(input.repoUrl());
        String project = String.valueOf(input.projectId());
        HostApi api =
                publishing.api(
                        GitHostKind.GITLAB,
                        given.host() + "?project=" + GithubSettings.part(project),
                        input.token(),
                        context);
        String what = "the variable " + input.key() + " of the project " + project;
        if (context.dryRun()) {
            context.log("Dry run: would set " + what);
            return done(new Nothing());
        }
        Map<String, Object> variable = new LinkedHashMap<>();
        variable.put("key", input.key());
        variable.put("value", input.value());
        variable.put("variable_type", input.variableType());
        variable.put("protected", input.variableProtected());
        variable.put("raw", input.raw());
        variable.put("environment_scope", input.environmentScope());
        if (input.maskedAndHidden()) {
            variable.put("masked_and_hidden", true);
        } else {
            variable.put("masked", input.masked());
        }
        GitlabProjects.setVariable(api, JsonObject.of(variable));
        context.log("Set " + what);
        return done(new Nothing());
    }
}
