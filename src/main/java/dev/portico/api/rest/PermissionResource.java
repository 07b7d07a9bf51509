package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.TaskAccess;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What Backstage's pages ask to know which buttons to show. Permissions that are not ours are for
/// admins alone.
@Singleton
@RunOnVirtualThread
@Path("/api/permission")
@Produces("application/json")
public final class PermissionResource {
    private static final int MOST = 1_000;

    /// Permissions of Backstage that are part of others here.
    private static final Map<String, Permission> ALIASES =
            Map.of(
                    "catalog.entity.create", Permission.LOCATION_CREATE,
                    "scaffolder.action.execute", Permission.TASK_CREATE,
                    "scaffolder.template.parameter.read", Permission.TASK_CREATE,
                    "scaffolder.template.step.read", Permission.TASK_CREATE,
                    "scaffolder.template.management", Permission.TASK_CREATE);

    private final Gate gate;
    private final TaskAccess tasks;

    PermissionResource(Gate gate, TaskAccess tasks) {
        this.gate = gate;
        this.tasks = tasks;
    }

    @POST
    @Path("/authorize")
    public Response authorize(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        Parameters.of(uri);
        JsonBody body = JsonBody.required(headers, bytes);
        if (!body.has("items")) {
            throw JsonBody.missing("items");
        }
        List<JsonObject> items = body.objects("items");
        if (items.size() > MOST) {
            throw PorticoException.invalid("At most " + MOST + " items are decided at once.");
        }
        List<Map<String, Object>> answers = new ArrayList<>();
        for (JsonObject item : items) {
            String name = item.object("permission").text("name").orElse("");
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("id", item.text("id").orElse(""));
            answer.put(
                    "result",
                    item.value("resourceRef") instanceof List<?> refs
                            ? refs.stream().map(ref -> decide(name, String.valueOf(ref))).toList()
                            : decide(name, item.text("resourceRef").orElse(null)));
            answers.add(answer);
        }
        return EntityBodies.ok(Map.of("items", answers));
    }

    private String decide(String name, @Nullable String resource) {
        Optional<Permission> permission =
                Permission.find(name).or(() -> Optional.ofNullable(ALIASES.get(name)));
        if (permission.isEmpty()) {
            Viewer viewer = gate.viewer();
            return result(viewer.admin() && viewer.scopes() == null);
        }
        return result(
                resource == null
                        ? gate.allowsSome(permission.get())
                        : isAllowed(permission.get(), resource));
    }

    private boolean isAllowed(Permission permission, String resource) {
        try {
            return permission.equals(Permission.TASK_READ)
                            || permission.equals(Permission.TASK_CANCEL)
                    ? tasks.permits(permission, UUID.fromString(resource))
                    : gate.permits(permission, EntityRef.parse(resource));
        } catch (IllegalArgumentException | PorticoException e) {
            return false;
        }
    }

    private static String result(boolean allowed) {
        return allowed ? "ALLOW" : "DENY";
    }
}
