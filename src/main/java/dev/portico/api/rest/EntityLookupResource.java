package dev.portico.api.rest;

import dev.portico.access.Viewer;
import dev.portico.access.WriteGate;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.source.Sources;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Entities by their identity: uid, name, or a batch of refs.
@Singleton
@RunOnVirtualThread
@Path("/api/catalog")
public final class EntityLookupResource {
    private final CatalogQuery query;
    private final Sources sources;
    private final WriteGate gate;

    EntityLookupResource(CatalogQuery query, Sources sources, WriteGate gate) {
        this.query = query;
        this.sources = sources;
        this.gate = gate;
    }

    @GET
    @Path("/entities/by-uid/{uid}")
    @Produces("application/json")
    public Response byUid(
            @PathParam("uid") String uid, @Context UriInfo uri, @Context HttpHeaders headers) {
        Parameters.of(uri);
        return single(query.findByUid(uid), headers, "No entity with uid " + uid);
    }

    /// An entity stands as long as its source declares it, so nothing is removed here: the source
    /// is read again, and the entity goes if it is not in there any more.
    @DELETE
    @Path("/entities/by-uid/{uid}")
    public Response removeByUid(@PathParam("uid") String uid, @Context UriInfo uri) {
        Parameters.of(uri);
        Viewer viewer = gate.requireWriter();
        Optional<IndexedEntity> entity = query.findByUid(uid);
        if (entity.isPresent()) {
            try {
                sources.refresh(entity.get().ref(), viewer.name());
            } catch (PorticoException e) {
                if (e.code() != ErrorCode.NOT_FOUND) {
                    throw e;
                }
            }
        }
        return Response.noContent().build();
    }

    @GET
    @Path("/entities/by-name/{kind}/{namespace}/{name}")
    @Produces("application/json")
    public Response byName(
            @PathParam("kind") String kind,
            @PathParam("namespace") String namespace,
            @PathParam("name") String name,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Parameters.of(uri);
        return single(
                query.find(new EntityRef(kind, namespace, name)),
                headers,
                "No entity named '%s' found, with kind '%s' in namespace '%s'"
                        .formatted(name, kind, namespace));
    }

    private static Response single(
            Optional<IndexedEntity> found, HttpHeaders headers, String notFound) {
        IndexedEntity entity = found.orElseThrow(() -> PorticoException.notFound(notFound));
        String etag = '"' + entity.etag() + '"';
        List<String> known = headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.stream().anyMatch(header -> names(header, etag))) {
            return Response.notModified().header(HttpHeaders.ETAG, etag).build();
        }
        return Response.ok(entity.json(), EntityBodies.JSON).header(HttpHeaders.ETAG, etag).build();
    }

    /// Weak comparison, as RFC 9110 wants it for If-None-Match.
    private static boolean names(String header, String etag) {
        for (String candidate : header.split(",")) {
            String tag = candidate.trim();
            if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }

    @POST
    @Path("/entities/by-refs")
    @Produces("application/json")
    public Response byRefs(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        Parameters parameters = Parameters.of(uri, "filter");
        JsonBody body = JsonBody.required(headers, bytes);
        List<String> given = body.requireTexts("entityRefs");
        FieldProjection fields = FieldProjection.of(body.texts("fields"));
        List<EntityFilter> filters = new ArrayList<>();
        FilterParser.parse(parameters.list("filter"))
                .map(PredicateParser::parse)
                .ifPresent(filters::add);
        JsonObject predicate = body.object("query");
        if (predicate != null) {
            filters.add(PredicateParser.parse(predicate));
        }
        List<@Nullable IndexedEntity> items =
                find(given, filters.isEmpty() ? EntityFilter.ALL : new EntityFilter.And(filters));
        return EntityBodies.ok(EntityBodies.items(items, fields, ""));
    }

    /// As Backstage does, only a ref in its canonical form finds something.
    private List<@Nullable IndexedEntity> find(List<String> given, EntityFilter filter) {
        List<EntityRef> refs = new ArrayList<>();
        for (String text : given) {
            canonical(text).ifPresent(refs::add);
        }
        Iterator<@Nullable IndexedEntity> found = query.findAll(refs, filter).iterator();
        List<@Nullable IndexedEntity> items = new ArrayList<>();
        for (String text : given) {
            items.add(canonical(text).isPresent() ? found.next() : null);
        }
        return items;
    }

    private static Optional<EntityRef> canonical(String text) {
        try {
            return Optional.of(EntityRef.parse(text)).filter(ref -> ref.toString().equals(text));
        } catch (PorticoException e) {
            return Optional.empty();
        }
    }
}
