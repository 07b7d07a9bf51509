package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.api.graphql.type.Json;
import dev.portico.api.graphql.type.task.DryRunPayload;
import dev.portico.api.graphql.type.task.FileInput;
import dev.portico.api.graphql.type.task.FormProblemNode;
import dev.portico.api.graphql.type.task.RunTemplatePayload;
import dev.portico.api.graphql.type.task.TaskNode;
import dev.portico.api.graphql.type.task.TaskPayload;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.FormProblem;
import dev.portico.template.Task;
import dev.portico.template.TaskAccess;
import dev.portico.template.Tasks;
import dev.portico.template.TemplateDefinition;
import dev.portico.template.Templates;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;

/// Running templates and deciding on their steps.
@GraphQLApi
@Singleton
public final class TaskMutations {
    private final Gate gate;
    private final Templates templates;
    private final Tasks tasks;
    private final TaskAccess access;

    TaskMutations(Gate gate, Templates templates, Tasks tasks, TaskAccess access) {
        this.access = access;
        this.gate = gate;
        this.templates = templates;
        this.tasks = tasks;
    }

    @Mutation
    @Description("Runs a template. Values that its form does not allow are answered as problems.")
    public RunTemplatePayload runTemplate(
            @Description("As template:default/service.") String template,
            @Nullable @Description("What is filled in, as a JSON object.") JsonValue values,
            @Nullable @Description("Secrets by name; they are shown nowhere.") JsonValue secrets) {
        EntityRef ref = TaskQueries.templateRef(template);
        Viewer viewer = access.requireToRun(ref);
        TemplateDefinition definition = templates.require(ref);
        JsonObject given = templates.complete(definition, Json.read("values", values));
        JsonObject hidden = Json.read("secrets", secrets);
        List<FormProblem> problems = templates.check(definition, given, hidden);
        if (!problems.isEmpty()) {
            return new RunTemplatePayload(null, FormProblemNode.all(problems));
        }
        UUID id = tasks.create(ref, given, hidden, viewer);
        done(Permission.TASK_CREATE, id, ref.toString());
        return new RunTemplatePayload(payload(id).task(), List.of());
    }

    @Mutation
    @Description("Ends a task: a running step is interrupted, a waiting one waits no more.")
    public TaskPayload cancelTask(String id) {
        UUID task = TaskQueries.uuid(id);
        tasks.cancel(task, access.requireToSteer(task));
        done(Permission.TASK_CANCEL, task, "cancel");
        return payload(task);
    }

    @Mutation
    @Description(
            "Runs a task that ended again, from the step that failed. Secrets that its template does not allow are answered as problems.")
    public RunTemplatePayload retryTask(
            String id,
            @Nullable @Description("Those that it needs; the earlier ones are gone.")
                    JsonValue secrets) {
        UUID task = TaskQueries.uuid(id);
        Viewer viewer = access.requireToSteer(task);
        JsonObject hidden = Json.read("secrets", secrets);
        List<FormProblem> problems = templates.checkAgain(require(task), hidden);
        if (!problems.isEmpty()) {
            return new RunTemplatePayload(null, FormProblemNode.all(problems));
        }
        tasks.retry(task, hidden, viewer);
        done(Permission.TASK_CANCEL, task, "retry");
        return new RunTemplatePayload(payload(task).task(), List.of());
    }

    @Mutation
    @Description("Approves what a step asks for.")
    public TaskPayload approveStep(
            @Description("Id of the task.") String task,
            @Description("Id of the step.") String step,
            @Nullable String comment) {
        return decide(task, step, true, comment);
    }

    @Mutation
    @Description("Rejects what a step asks for.")
    public TaskPayload rejectStep(
            @Description("Id of the task.") String task,
            @Description("Id of the step.") String step,
            @Nullable String comment) {
        return decide(task, step, false, comment);
    }

    private TaskPayload decide(
            String task, String step, boolean approved, @Nullable String comment) {
        UUID id = TaskQueries.uuid(task);
        // who may decide is what the step says
        tasks.decide(id, step, approved, comment, gate.requireReader());
        done(Permission.TASK_CANCEL, id, (approved ? "approve " : "reject ") + step);
        return payload(id);
    }

    @Mutation
    @Description("Says what became of a step whose outcome is not known.")
    public TaskPayload resolveStep(
            @Description("Id of the task.") String task,
            @Description("Id of the step.") String step,
            @Description(
                            "DONE: it took effect, go on. AGAIN: it did not, run it again. FAILED: let the task fail.")
                    Tasks.Resolution resolution,
            @Nullable @Description("For DONE, what later steps see of it.") JsonValue output) {
        UUID id = TaskQueries.uuid(task);
        Viewer viewer = access.requireToSteer(id);
        tasks.resolve(id, step, resolution, Json.read("output", output), viewer);
        done(Permission.TASK_CANCEL, id, "resolve " + step + ' ' + resolution);
        return payload(id);
    }

    @Mutation
    @Description("Renders everything and touches nothing outside.")
    public DryRunPayload dryRunTemplate(
            @Description("The whole entity of the template.") JsonValue template,
            @Nullable @Description("What is filled in, as a JSON object.") JsonValue values,
            @Nullable @Description("Secrets by name.") JsonValue secrets,
            @Nullable @DefaultValue("[]") @Description("Files of the template's folder.")
                    List<@NonNull FileInput> files)
            throws InterruptedException {
        Viewer viewer = gate.requireSome(Permission.TASK_CREATE);
        TemplateDefinition definition = templates.read(Json.read("template", template));
        JsonObject given = templates.complete(definition, Json.read("values", values));
        JsonObject hidden = Json.read("secrets", secrets);
        List<FormProblem> problems = templates.check(definition, given, hidden);
        if (!problems.isEmpty()) {
            return DryRunPayload.refused(problems);
        }
        List<Tasks.File> folder =
                files == null ? List.of() : files.stream().map(FileInput::toFile).toList();
        return DryRunPayload.of(
                tasks.dryRun(new Tasks.DryRunRequest(definition, given, hidden, folder), viewer));
    }

    private void done(Permission permission, UUID task, String what) {
        gate.done(permission, TaskAccess.target(task), JsonObject.of(Map.of("what", what)));
    }

    private TaskPayload payload(UUID id) {
        return new TaskPayload(new TaskNode(require(id)));
    }

    private Task require(UUID id) {
        return tasks.find(id)
                .orElseThrow(() -> PorticoException.notFound("There is no task " + id + "."));
    }
}
