package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.TaskAccess;
import dev.portico.template.Tasks;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What people and systems tell a task that waits for them: `POST /api/tasks/{id}/approve`,
/// `reject`, `resolve` and `callback`. Each answers 204.
@Singleton
@RunOnVirtualThread
@Path("/api/tasks/{id}")
public final class TaskDecisionsResource {
    static final String TOKEN_HEADER = "Portico-Callback-Token";

    private final Tasks tasks;
    private final Gate gate;
    private final TaskAccess access;

    TaskDecisionsResource(Tasks tasks, Gate gate, TaskAccess access) {
        this.access = access;
        this.tasks = tasks;
        this.gate = gate;
    }

    /// Body: `step`, and maybe `comment`.
    @POST
    @Path("/approve")
    public Response approve(
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @PathParam("id") String id,
            byte @Nullable [] bytes) {
        return decide(uri, headers, id, bytes, true);
    }

    /// Body: `step`, and maybe `comment`.
    @POST
    @Path("/reject")
    public Response reject(
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @PathParam("id") String id,
            byte @Nullable [] bytes) {
        return decide(uri, headers, id, bytes, false);
    }

    private Response decide(
            UriInfo uri,
            HttpHeaders headers,
            String id,
            byte @Nullable [] bytes,
            boolean approved) {
        Parameters.of(uri);
        Viewer viewer = gate.requireReader(); // who may decide is what the step says
        UUID task = ScaffolderTasksResource.uuid(id);
        JsonBody body = JsonBody.required(headers, bytes).only("step", "comment");
        String step = body.requireText("step");
        tasks.decide(task, step, approved, body.text("comment"), viewer);
        done(task, (approved ? "approve " : "reject ") + step);
        return Response.noContent().build();
    }

    /// Says what became of a step whose outcome is not known. Body: `step`, `resolution` (`done`,
    /// `again` or `failed`), and for `done` maybe `output`.
    @POST
    @Path("/resolve")
    public Response resolve(
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @PathParam("id") String id,
            byte @Nullable [] bytes) {
        Parameters.of(uri);
        UUID task = ScaffolderTasksResource.uuid(id);
        Viewer viewer = access.requireToSteer(task);
        JsonBody body = JsonBody.required(headers, bytes).only("step", "resolution", "output");
        String resolution = body.oneOf("resolution", "done", "again", "failed");
        if (resolution == null) {
            throw JsonBody.missing("resolution");
        }
        String step = body.requireText("step");
        tasks.resolve(
                task,
                step,
                Tasks.Resolution.valueOf(resolution.toUpperCase(Locale.ROOT)),
                Objects.requireNonNullElse(body.object("output"), JsonObject.EMPTY),
                viewer);
        done(task, "resolve " + step + ' ' + resolution);
        return Response.noContent().build();
    }

    private void done(UUID task, String what) {
        gate.done(
                Permission.TASK_CANCEL,
                TaskAccess.target(task),
                JsonObject.of(Map.of("what", what)));
    }

    /// The answer of whoever was asked to do a step: a JSON object. Whoever has the step's token
    /// may, in the header `Portico-Callback-Token`, as a bearer, or as `token` in the query.
    @POST
    @Path("/callback")
    public Response callback(
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @PathParam("id") String id,
            byte @Nullable [] bytes) {
        Parameters parameters = Parameters.of(uri, "step", "token");
        String step = parameters.text("step");
        if (step == null) {
            throw PorticoException.invalid(
                    "The parameter step is missing; it names the step that was done.");
        }
        String token = Optional.ofNullable(token(headers)).orElseGet(() -> query(parameters));
        tasks.callback(
                ScaffolderTasksResource.uuid(id),
                step,
                token,
                JsonBody.optional(headers, bytes).json());
        return Response.noContent().build();
    }

    private static @Nullable String token(HttpHeaders headers) {
        String own = headers.getHeaderString(TOKEN_HEADER);
        if (own != null) {
            return own.strip();
        }
        String bearer = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        return bearer != null && bearer.regionMatches(true, 0, "Bearer ", 0, 7)
                ? bearer.substring(7).strip()
                : null;
    }

    private static String query(Parameters parameters) {
        String token = parameters.text("token");
        if (token == null) {
            throw new PorticoException(
                    ErrorCode.UNAUTHENTICATED,
                    "The token of the step is missing; send it in the header "
                            + TOKEN_HEADER
                            + ".");
        }
        return token;
    }
}
