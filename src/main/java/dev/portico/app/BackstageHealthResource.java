package dev.portico.app;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/// Health where Backstage has it, so that its probes and proxies work unchanged.
@Singleton
@RunOnVirtualThread
@Path("/.backstage/health/v1")
@Produces("application/json")
public final class BackstageHealthResource {
    private final Readiness readiness;

    BackstageHealthResource(@org.eclipse.microprofile.health.Readiness Readiness readiness) {
        this.readiness = readiness;
    }

    @GET
    @Path("/liveness")
    public Response liveness() {
        return Response.ok(Map.of("status", "ok")).build();
    }

    @GET
    @Path("/readiness")
    public Response readiness() {
        if (readiness.indexServes()) {
            return Response.ok(Map.of("status", "ok")).build();
        }
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .entity(Map.of("status", "error", "message", "Backend has not started yet"))
                .build();
    }
}
