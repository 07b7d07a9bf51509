package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.notify.SubscriberStatus;
import dev.portico.notify.Subscribers;
import dev.portico.platform.json.JsonObject;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is told of changes by webhook: how each is doing, and going on with one that was stopped.
@Singleton
@RunOnVirtualThread
@Path("/api/changes/subscribers")
public final class SubscribersResource {
    private final Subscribers subscribers;
    private final Gate gate;

    SubscribersResource(Subscribers subscribers, Gate gate) {
        this.subscribers = subscribers;
        this.gate = gate;
    }

    @GET
    @Produces("application/json")
    public Response list(@Context UriInfo uri) {
        Parameters.of(uri);
        gate.require(Permission.WEBHOOK_READ);
        return EntityBodies.ok(
                Map.of(
                        "subscribers",
                        subscribers.statuses().stream().map(SubscribersResource::json).toList()));
    }

    @POST
    @Path("/{name}/resume")
    public Response resume(@PathParam("name") String name, @Context UriInfo uri) {
        String after = Parameters.of(uri, "after").text("after");
        gate.require(Permission.WEBHOOK_MANAGE);
        subscribers.resume(name, after);
        gate.done(Permission.WEBHOOK_MANAGE, "webhook:" + name, JsonObject.EMPTY);
        return Response.noContent().build();
    }

    private static Map<String, Object> json(SubscriberStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", status.name());
        json.put("host", status.host());
        json.put("state", status.state().name().toLowerCase(Locale.ROOT));
        put(json, "cursor", status.cursor());
        json.put("position", status.position());
        json.put("lag", status.lag());
        json.put("failures", status.failures());
        put(json, "lastError", status.lastError());
        put(json, "deliveredAt", text(status.deliveredAt()));
        put(json, "nextTry", text(status.nextTry()));
        return json;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static void put(Map<String, Object> json, String key, @Nullable Object value) {
        if (value != null) {
            json.put(key, value);
        }
    }
}
