package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.catalog.Location;
import dev.portico.catalog.Locations;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
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
    private final Gate gate;

    LocationsResource(
            Locations locations,
            @ForViewer CatalogQuery query,
            Sources sources,
            LocationDryRun dryRun,
            Gate gate) {
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
        gate.requireReader();
        List<Location> shown = gate.allows(Permission.LOCATION_READ) ? locations.list() : List.of();
        return EntityBodies.ok(
                shown.stream().map(location -> Map.of("data", LocationJson.of(location))).toList());
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
        Viewer viewer = gate.require(Permission.LOCATION_CREATE);
        if (isYes(parameters.text("dryRun"))) {
            return created(dryRun.of(type, target));
        }
        Optional<Location> existing = locations.findByTarget(type, target);
        if (existing.isEmpty()) {
            Location made = locations.register(type, target);
            done(Permission.LOCATION_CREATE, made);
            return created(outcome(made));
        }
        if (!refresh) {
            throw new PorticoException(
                    ErrorCode.CONFLICT, "Location " + type + ":" + target + " already exists");
        }
        sources.refresh("location:" + existing.get().id(), viewer.name());
        done(Permission.LOCATION_CREATE, existing.get());
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
        Location location = requireShown(id);
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
        gate.require(Permission.LOCATION_CREATE);
        gate.require(Permission.LOCATION_DELETE); // what came from the old target goes
        Location current = locations.find(id).orElseThrow(() -> unknown(id));
        Location changed = locations.update(current.id(), type, target);
        done(Permission.LOCATION_CREATE, changed);
        return EntityBodies.ok(LocationJson.of(changed));
    }

    @DELETE
    @Path("/locations/{id}")
    @AnswersPosition
    public Response remove(@PathParam("id") String id, @Context UriInfo uri) {
        Parameters.of(uri);
        gate.require(Permission.LOCATION_DELETE);
        Location gone = locations.find(id).orElseThrow(() -> unknown(id));
        locations.remove(gone.id());
        done(Permission.LOCATION_DELETE, gone);
        return Response.noContent().build();
    }

    private void done(Permission permission, Location location) {
        gate.done(
                permission,
                "location:" + location.id(),
                JsonObject.of(Map.of("type", location.type(), "target", location.target())));
    }

    /// As with Backstage, who may not see locations finds none.
    private Location requireShown(String id) {
        gate.requireReader();
        return locations
                .find(id)
                .filter(_ -> gate.allows(Permission.LOCATION_READ))
                .orElseThrow(() -> unknown(id));
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
                        .filter(_ -> gate.allows(Permission.LOCATION_READ))
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
