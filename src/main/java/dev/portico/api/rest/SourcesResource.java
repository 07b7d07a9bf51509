package dev.portico.api.rest;

import dev.portico.access.WriteGate;
import dev.portico.platform.PorticoException;
import dev.portico.source.SourceReport;
import dev.portico.source.Sources;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/// Our own routes on sources: how each is doing, and the answers to the mass-delete guard.
@Singleton
@RunOnVirtualThread
@Path("/api/sources")
@Produces("application/json")
public final class SourcesResource {
    private final Sources sources;
    private final WriteGate gate;

    SourcesResource(Sources sources, WriteGate gate) {
        this.sources = sources;
        this.gate = gate;
    }

    @GET
    public Response list() {
        return EntityBodies.ok(Map.of("sources", SourceJson.summaries(sources.reports())));
    }

    @GET
    @Path("/{name}")
    public Response report(@PathParam("name") String name) {
        return EntityBodies.ok(SourceJson.full(require(name)));
    }

    /// 202: the source is read soon, not now.
    @POST
    @Path("/{name}/refresh")
    @AnswersPosition
    public Response refresh(@PathParam("name") String name) {
        String actor = gate.requireWriter().name();
        sources.refresh(require(name).info().name(), actor);
        return Response.accepted().build();
    }

    @POST
    @Path("/{name}/removals/confirm")
    @AnswersPosition
    public Response confirm(@PathParam("name") String name) {
        String actor = gate.requireWriter().name();
        long removed = sources.confirmRemovals(require(name).info().name(), actor);
        return EntityBodies.ok(Map.of("removed", removed));
    }

    @POST
    @Path("/{name}/removals/reject")
    @AnswersPosition
    public Response reject(@PathParam("name") String name) {
        String actor = gate.requireWriter().name();
        sources.rejectRemovals(require(name).info().name(), actor);
        return Response.noContent().build();
    }

    private SourceReport require(String name) {
        return sources.report(name)
                .orElseThrow(
                        () ->
                                PorticoException.notFound(
                                        "There is no source named '"
                                                + name
                                                + "'; GET /api/sources, or ./portico sources, lists them all."));
    }
}
