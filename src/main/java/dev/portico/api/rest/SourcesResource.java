package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
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
    private final Gate gate;

    SourcesResource(Sources sources, Gate gate) {
        this.sources = sources;
        this.gate = gate;
    }

    @GET
    public Response list() {
        gate.require(Permission.SOURCE_READ);
        return EntityBodies.ok(Map.of("sources", SourceJson.summaries(sources.reports())));
    }

    @GET
    @Path("/{name}")
    public Response report(@PathParam("name") String name) {
        gate.require(Permission.SOURCE_READ);
        return EntityBodies.ok(SourceJson.full(require(name)));
    }

    /// 202: the source is read soon, not now.
    @POST
    @Path("/{name}/refresh")
    @AnswersPosition
    public Response refresh(@PathParam("name") String name) {
        String actor = gate.require(Permission.SOURCE_MANAGE).name();
        sources.refresh(require(name).info().name(), actor);
        done(name, "refresh");
        return Response.accepted().build();
    }

    @POST
    @Path("/{name}/removals/confirm")
    @AnswersPosition
    public Response confirm(@PathParam("name") String name) {
        String actor = gate.require(Permission.SOURCE_MANAGE).name();
        long removed = sources.confirmRemovals(require(name).info().name(), actor);
        done(name, "confirm removals");
        return EntityBodies.ok(Map.of("removed", removed));
    }

    @POST
    @Path("/{name}/removals/reject")
    @AnswersPosition
    public Response reject(@PathParam("name") String name) {
        String actor = gate.require(Permission.SOURCE_MANAGE).name();
        sources.rejectRemovals(require(name).info().name(), actor);
        done(name, "reject removals");
        return Response.noContent().build();
    }

    private void done(String source, String what) {
        gate.done(
                Permission.SOURCE_MANAGE, "source:" + source, JsonObject.of(Map.of("what", what)));
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
