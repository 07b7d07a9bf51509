package dev.portico.api.rest;

import dev.portico.model.EntityFilter;
import dev.portico.model.PredicateParser;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.query.FacetCount;
import dev.portico.query.ForViewer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/entity-facets`: how many entities have which value of a key.
@Singleton
@RunOnVirtualThread
@Path("/api/catalog")
public final class FacetsResource {
    private final CatalogQuery query;

    FacetsResource(@ForViewer CatalogQuery query) {
        this.query = query;
    }

    @GET
    @Path("/entity-facets")
    @Produces("application/json")
    public Response get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri, "facet", "filter");
        if (!parameters.has("facet")) {
            throw PorticoException.invalid("request/query must have required property 'facet'");
        }
        EntityFilter filter =
                FilterParser.parse(parameters.list("filter"))
                        .map(PredicateParser::parse)
                        .orElse(EntityFilter.ALL);
        return answer(parameters.list("facet"), filter, "Missing facet parameter");
    }

    @POST
    @Path("/entity-facets")
    @Produces("application/json")
    public Response post(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        Parameters.of(uri);
        JsonBody body = JsonBody.required(headers, bytes);
        List<String> facets = body.requireTexts("facets");
        JsonObject predicate = body.object("query");
        return answer(
                facets,
                predicate == null ? EntityFilter.ALL : PredicateParser.parse(predicate),
                "Missing or empty facets parameter");
    }

    private Response answer(List<String> given, EntityFilter filter, String missing) {
        List<String> keys = given.stream().filter(key -> !key.isEmpty()).distinct().toList();
        if (keys.isEmpty()) {
            throw PorticoException.invalid(missing);
        }
        Map<String, List<FacetCount>> counts = query.facets(keys, filter);
        Map<String, Object> facets = new LinkedHashMap<>();
        for (String key : keys) {
            facets.put(
                    key,
                    counts.getOrDefault(key, List.of()).stream()
                            .map(FacetsResource::json)
                            .toList());
        }
        return EntityBodies.ok(Map.of("facets", facets));
    }

    private static Map<String, Object> json(FacetCount facet) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("value", facet.value());
        json.put("count", facet.count());
        return json;
    }
}
