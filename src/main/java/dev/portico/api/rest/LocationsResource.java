package dev.portico.api.rest;

import dev.portico.access.Viewer;
import dev.portico.access.WriteGate;
import dev.portico.catalog.Location;
import dev.portico.catalog.Locations;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.source.Sources;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/locations`: registering, listing and removing locations.
@Singleton
@RunOnVirtualThread
@Path("/api/catalog")
public final class LocationsResource {
    private final Locations locations;
    private final CatalogQuery query;
    private final Sources sources;
    private final LocationDryRun dryRun;
    private final WriteGate gate;

    LocationsResource(
            Locations locations,
            CatalogQuery query,
            Sources sources,
            LocationDryRun dryRun,
            WriteGate gate) {
        this.locations = locations;
        this.query = query;
        this.sources = sources;
        this.dryRun = dryRun;
        this.gate = gate;
    }

    @GET
    @Path("/locations")
    @Produces("application/json")
    public Response list(@Context UriInfo uri) {
        Parameters.of(uri);
        return EntityBodies.ok(
                locations.list().stream()
                        .map(location -> Map.of("data", LocationJson.of(location)))
                        .toList());
    }

    @POST
    @Path("/locations")
    @Produces("application/json")
    @AnswersPosition
    public Response register(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        Parameters parameters = Parameters.of(uri, "dryRun", "onConflict");
        boolean refresh = "refresh".equals(parameters.oneOf("onConflict", "refresh", "reject"));
        JsonBody body = JsonBody.required(headers, bytes).only("type", "target", "presence");
        String type = body.requireText("type");
        String target = body.requireText("target");
        body.oneOf("presence", "required", "optional");
        if (isYes(parameters.text("dryRun"))) {
            return created(dryRun.of(type, target));
        }
        Viewer viewer = gate.requireWriter();
        Optional<Location> existing = locations.findByTarget(type, target);
        if (existing.isEmpty()) {
            return created(outcome(locations.register(type, target)));
        }
        if (!refresh) {
            throw new PorticoException(
                    ErrorCode.CONFLICT, "Location " + type + ":" + target + " already exists");
        }
        sources.refresh("location:" + existing.get().id(), viewer.name());
        return created(outcome(existing.get()));
    }

    private static boolean isYes(@Nullable String value) {
        return value != null && value.trim().matches("(?i)y|yes|true|1|on");
    }

    private static Map<String, Object> outcome(Location location) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("location", LocationJson.of(location));
        json.put("entities", List.of());
        return json;
    }

    private static Response created(Map<String, Object> json) {
        return Response.fromResponse(EntityBodies.ok(json)).status(201).build();
    }

    @GET
    @Path("/locations/{id}")
    @Produces("application/json")
    public Response byId(@PathParam("id") String id, @Context UriInfo uri) {
        Parameters.of(uri);
        Location location = locations.find(id).orElseThrow(() -> unknown(id));
        return EntityBodies.ok(LocationJson.of(location));
    }

    @PUT
    @Path("/locations/{id}")
    @Produces("application/json")
    @AnswersPosition
    public Response update(
            @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            byte @Nullable [] bytes) {
        Parameters.of(uri);
        JsonBody body = JsonBody.required(headers, bytes).only("type", "target");
        String type = body.requireText("type");
        String target = body.requireText("target");
        gate.requireWriter();
        Location current = locations.find(id).orElseThrow(() -> unknown(id));
        return EntityBodies.ok(LocationJson.of(locations.update(current.id(), type, target)));
    }

    @DELETE
    @Path("/locations/{id}")
    @AnswersPosition
    public Response remove(@PathParam("id") String id, @Context UriInfo uri) {
        Parameters.of(uri);
        gate.requireWriter();
        locations.remove(locations.find(id).orElseThrow(() -> unknown(id)).id());
        return Response.noContent().build();
    }

    private static PorticoException unknown(String id) {
        return PorticoException.notFound("Found no location with ID " + id);
    }

    @GET
    @Path("/locations/by-entity/{kind}/{namespace}/{name}")
    @Produces("application/json")
    public Response byEntity(
            @PathParam("kind") String kind,
            @PathParam("namespace") String namespace,
            @PathParam("name") String name,
            @Context UriInfo uri) {
        Parameters.of(uri);
        EntityRef ref = new EntityRef(kind, namespace, name);
        Entity entity =
                query.find(ref)
                        .map(IndexedEntity::entity)
                        .orElseThrow(
                                () -> PorticoException.notFound("found no entity for ref " + ref));
        String origin =
                entity.annotation(LocationAnnotations.MANAGED_BY_ORIGIN)
                        .orElseThrow(
                                () ->
                                        PorticoException.notFound(
                                                "found no origin annotation for ref " + ref));
        int colon = origin.indexOf(':');
        String type = origin.substring(0, Math.max(0, colon));
        String target = origin.substring(colon + 1);
        Location location =
                locations
                        .findByTarget(type, target)
                        .orElseThrow(
                                () ->
                                        PorticoException.notFound(
                                                "Found no location with type "
                                                        + type
                                                        + " and target "
                                                        + target));
        return EntityBodies.ok(LocationJson.of(location));
    }
}
