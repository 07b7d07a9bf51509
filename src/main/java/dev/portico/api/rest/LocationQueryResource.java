package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.catalog.Location;
import dev.portico.catalog.Locations;
import dev.portico.model.PredicateParser;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/locations/by-query`: registered locations in pages, filtered by the predicate language.
@Singleton
@RunOnVirtualThread
@Path("/api/catalog")
public final class LocationQueryResource {
    private static final int DEFAULT_LIMIT = 1_000;

    private final Locations locations;
    private final Gate gate;

    LocationQueryResource(Locations locations, Gate gate) {
        this.gate = gate;
        this.locations = locations;
    }

    @POST
    @Path("/locations/by-query")
    @Produces("application/json")
    public Response query(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        Parameters.of(uri);
        JsonBody body = JsonBody.optional(headers, bytes);
        String cursor = body.text("cursor");
        return answer(cursor == null ? request(body, null) : request(decode(cursor), cursor));
    }

    private record Request(int limit, @Nullable String afterId, @Nullable JsonObject query) {
        String encode(String lastId) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("limit", limit);
            json.put("afterId", lastId);
            if (query != null) {
                json.put("query", query);
            }
            return Base64.getEncoder().encodeToString(JsonValues.toBytes(json));
        }
    }

    private static JsonBody decode(String cursor) {
        if (cursor.isEmpty()) {
            throw PorticoException.invalid("Cursor cannot be empty");
        }
        return new JsonBody(Cursor.decodeJson(cursor));
    }

    private static Request request(JsonBody json, @Nullable String cursor) {
        Integer limit = json.integer("limit");
        if (limit != null && limit < 1) {
            throw PorticoException.invalid("Limit must be a positive integer >= 1");
        }
        return new Request(
                limit == null ? DEFAULT_LIMIT : limit,
                cursor == null ? null : json.text("afterId"),
                json.object("query"));
    }

    private Response answer(Request request) {
        JsonObject query = request.query();
        gate.requireReader();
        List<Location> shown = gate.allows(Permission.LOCATION_READ) ? locations.list() : List.of();
        List<Location> matching =
                shown.stream()
                        .filter(location -> query == null || matches(query, location))
                        .sorted(Comparator.comparing(Location::id))
                        .toList();
        String afterId = request.afterId();
        List<Location> rest =
                matching.stream()
                        .filter(location -> afterId == null || location.id().compareTo(afterId) > 0)
                        .toList();
        List<Location> items = rest.stream().limit(request.limit()).toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", items.stream().map(LocationJson::of).toList());
        json.put("totalItems", matching.size());
        json.put(
                "pageInfo",
                rest.size() > items.size()
                        ? Map.of("nextCursor", request.encode(items.getLast().id()))
                        : Map.of());
        return EntityBodies.ok(json);
    }

    private static boolean matches(JsonObject query, Location location) {
        return query.isEmpty() || LocationPredicate.matches(PredicateParser.parse(query), location);
    }
}
