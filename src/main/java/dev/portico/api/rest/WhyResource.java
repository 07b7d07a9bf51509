package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.source.Why;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// `GET /api/why?ref=`: why an entity is, or is not, in the catalog.
@Singleton
@RunOnVirtualThread
@Path("/api/why")
public final class WhyResource {
    private final Why why;
    private final Gate gate;

    WhyResource(Why why, Gate gate) {
        this.gate = gate;
        this.why = why;
    }

    @GET
    @Produces("application/json")
    public Response explain(@QueryParam("ref") @Nullable String ref) {
        if (ref == null || ref.isBlank()) {
            throw PorticoException.invalid(
                    "Name the entity to explain, as in /api/why?ref=component:default/orders.");
        }
        EntityRef entity = EntityRef.parse(ref);
        gate.require(Permission.SOURCE_READ);
        gate.require(Permission.ENTITY_READ, entity);
        return EntityBodies.ok(SourceJson.answer(why.explain(entity)));
    }
}
