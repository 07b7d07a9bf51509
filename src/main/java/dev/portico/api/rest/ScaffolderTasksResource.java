package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.FormProblem;
import dev.portico.template.Task;
import dev.portico.template.TaskAccess;
import dev.portico.template.TaskEvent;
import dev.portico.template.TaskState;
import dev.portico.template.Tasks;
import dev.portico.template.TemplateDefinition;
import dev.portico.template.Templates;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Running templates, by the routes of Backstage's scaffolder.
@Singleton
@RunOnVirtualThread
@Path("/api/scaffolder/v2")
@Produces("application/json")
public final class ScaffolderTasksResource {
    private static final int MAX_BYTES = 10 * 1024 * 1024;
    private static final String ORDER = "(asc|desc):(created_at|status|created_by)";

    private final Templates templates;
    private final Tasks tasks;
    private final TaskEventStreams streams;
    private final Gate gate;
    private final TaskAccess access;

    ScaffolderTasksResource(
            Templates templates,
            Tasks tasks,
            TaskEventStreams streams,
            Gate gate,
            TaskAccess access) {
        this.access = access;
        this.templates = templates;
        this.tasks = tasks;
        this.streams = streams;
        this.gate = gate;
    }

    @POST
    @Path("/tasks")
    public Response create(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        Parameters.of(uri);
        JsonBody body = JsonBody.required(headers, bytes, MAX_BYTES);
        EntityRef ref =
                EntityRef.parse(
                        body.requireText("templateRef"), "template", EntityRef.DEFAULT_NAMESPACE);
        Viewer viewer = access.requireToRun(ref);
        TemplateDefinition template = templates.require(ref);
        JsonObject values = templates.complete(template, body.requireObject("values").json());
        JsonObject secrets = TaskJson.secrets(body);
        List<FormProblem> problems = templates.check(template, values, secrets);
        if (!problems.isEmpty()) {
            return ValidationErrors.response(problems, values);
        }
        UUID id = tasks.create(ref, values, secrets, viewer);
        done(Permission.TASK_CREATE, id, ref.toString());
        return created(id);
    }

    @GET
    @Path("/tasks")
    public Response list(@Context UriInfo uri) {
        Parameters parameters =
                Parameters.of(uri, "createdBy", "status", "order", "limit", "offset");
        gate.requireReader();
        List<String> statuses = parameters.list("status");
        Set<TaskState> states = EnumSet.noneOf(TaskState.class);
        statuses.forEach(status -> states.addAll(TaskJson.states(status)));
        if (!statuses.isEmpty() && states.isEmpty()) {
            return EntityBodies.ok(TaskJson.page(List.of(), 0));
        }
        List<String> order = parameters.list("order");
        for (String each : order) {
            if (!each.matches(ORDER)) {
                throw PorticoException.invalid(
                        "The order '"
                                + each
                                + "' must be asc or desc, a colon, and created_at, status or"
                                + " created_by, as desc:created_at.");
            }
        }
        Integer limit = parameters.integer("limit");
        Tasks.TaskPage page =
                tasks.query(
                        access.shown(
                                new Tasks.TaskFilter(
                                        Set.copyOf(parameters.list("createdBy")),
                                        states,
                                        Set.of(),
                                        Set.of(),
                                        order,
                                        limit == null ? -1 : limit,
                                        Objects.requireNonNullElse(
                                                parameters.integer("offset"), 0))));
        return EntityBodies.ok(TaskJson.page(page.tasks(), page.total()));
    }

    @GET
    @Path("/tasks/{id}")
    public Response task(@Context UriInfo uri, @PathParam("id") String id) {
        Parameters.of(uri);
        return EntityBodies.ok(TaskJson.task(access.require(uuid(id))));
    }

    @POST
    @Path("/tasks/{id}/cancel")
    public Response cancel(@Context UriInfo uri, @PathParam("id") String id) {
        Parameters.of(uri);
        UUID task = uuid(id);
        tasks.cancel(task, access.requireToSteer(task));
        done(Permission.TASK_CANCEL, task, "cancel");
        return EntityBodies.ok(Map.of("status", "cancelled"));
    }

    @POST
    @Path("/tasks/{id}/retry")
    public Response retry(
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @PathParam("id") String id,
            byte @Nullable [] bytes) {
        Parameters.of(uri);
        Task task = access.require(uuid(id));
        Viewer viewer = access.requireToSteer(task.id());
        JsonObject secrets = TaskJson.secrets(JsonBody.optional(headers, bytes));
        List<FormProblem> problems = templates.checkAgain(task, secrets);
        if (!problems.isEmpty()) {
            return ValidationErrors.response(problems, JsonObject.EMPTY);
        }
        tasks.retry(task.id(), secrets, viewer);
        done(Permission.TASK_CANCEL, task.id(), "retry");
        return created(task.id());
    }

    /// Waits for the first event; a task that has ended answers how it did, whatever was seen.
    @GET
    @Path("/tasks/{id}/events")
    public Response events(@Context UriInfo uri, @PathParam("id") String id)
            throws InterruptedException {
        List<TaskEvent> events =
                streams.await(access.require(uuid(id)).id(), after(Parameters.of(uri, "after")));
        return EntityBodies.ok((Object) events.stream().map(TaskJson::event).toList());
    }

    @GET
    @Path("/tasks/{id}/eventstream")
    @Produces("text/event-stream")
    public Response stream(
            @Context UriInfo uri,
            @Context HttpServerResponse connection,
            @PathParam("id") String id) {
        return streams.open(
                access.require(uuid(id)).id(), after(Parameters.of(uri, "after")), connection);
    }

    @POST
    @Path("/dry-run")
    public Response dryRun(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes)
            throws InterruptedException {
        Parameters.of(uri);
        Viewer viewer = gate.requireSome(Permission.TASK_CREATE);
        JsonBody body = JsonBody.required(headers, bytes, 2 * MAX_BYTES);
        TemplateDefinition template = templates.read(body.requireObject("template").json());
        JsonObject values = templates.complete(template, body.requireObject("values").json());
        JsonObject secrets = TaskJson.secrets(body);
        List<Tasks.File> files = files(body);
        List<FormProblem> problems = templates.check(template, values, secrets);
        if (!problems.isEmpty()) {
            return ValidationErrors.response(problems, values);
        }
        return EntityBodies.ok(
                TaskJson.dryRun(
                        tasks.dryRun(
                                new Tasks.DryRunRequest(template, values, secrets, files),
                                viewer)));
    }

    private static List<Tasks.File> files(JsonBody body) {
        if (!body.has("directoryContents")) {
            throw JsonBody.missing("directoryContents");
        }
        List<Tasks.File> files = new ArrayList<>();
        for (JsonObject json : body.objects("directoryContents")) {
            JsonBody file = new JsonBody(json);
            String content = file.requireText("base64Content");
            try {
                files.add(
                        new Tasks.File(
                                file.requireText("path"),
                                Boolean.TRUE.equals(json.value("executable")),
                                Base64.getDecoder().decode(content)));
            } catch (IllegalArgumentException e) {
                throw JsonBody.wrong(
                        "directoryContents/" + files.size() + "/base64Content", "base64");
            }
        }
        return files;
    }

    private void done(Permission permission, UUID task, String what) {
        gate.done(permission, TaskAccess.target(task), JsonObject.of(Map.of("what", what)));
    }

    private static Response created(UUID id) {
        return Response.fromResponse(EntityBodies.ok(Map.of("id", id.toString())))
                .status(201)
                .build();
    }

    private static long after(Parameters parameters) {
        Integer after = parameters.integer("after");
        return after == null ? 0 : after;
    }

    static UUID uuid(String id) {
        try {
            UUID uuid = UUID.fromString(id);
            if (uuid.toString().equalsIgnoreCase(id)) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            throw unknown(id);
        }
        throw unknown(id);
    }

    private static PorticoException unknown(String id) {
        return PorticoException.notFound("There is no task " + id + ".");
    }
}
