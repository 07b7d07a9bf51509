package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.source.Sources;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/// `POST /refresh`: reads the source of an entity again soon.
@Singleton
@RunOnVirtualThread
@Path("/api/catalog")
public final class RefreshResource {
    private final Sources sources;
    private final Gate gate;

    RefreshResource(Sources sources, Gate gate) {
        this.sources = sources;
        this.gate = gate;
    }

    @POST
    @Path("/refresh")
    @AnswersPosition
    public Response refresh(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        Parameters.of(uri);
        JsonBody body = JsonBody.required(headers, bytes);
        EntityRef ref = EntityRef.parse(body.requireText("entityRef"));
        sources.refresh(ref, gate.require(Permission.ENTITY_REFRESH, ref).name());
        gate.done(Permission.ENTITY_REFRESH, ref.toString(), JsonObject.EMPTY);
        return Response.ok().build();
    }
}
