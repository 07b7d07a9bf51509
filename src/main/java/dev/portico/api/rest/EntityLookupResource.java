package dev.portico.api.rest;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.PredicateParser;
import dev.portico.ownership.Aliases;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.query.ViewerCatalog;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Singleton;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Entities by their identity: uid, name, or a batch of refs.
///
/// These answers are copies of bytes in memory and take less than going to another thread does, so
/// they are made where the request arrives. What may take long goes to a virtual thread.
@Singleton
@NonBlocking
@Path("/api/catalog")
public final class EntityLookupResource {
    /// The old ref that was asked for, where the answer is the entity that took its place.
    static final String ALIAS_OF = "Portico-Alias-Of";

    /// So many refs are looked up where the request arrives.
    private static final int AT_ONCE = 100;

    private final ViewerCatalog catalogs;
    private final Aliases aliases;

    EntityLookupResource(ViewerCatalog catalogs, Aliases aliases) {
        this.catalogs = catalogs;
        this.aliases = aliases;
    }

    @GET
    @Path("/entities/by-uid/{uid}")
    @Produces("application/json")
    public Response byUid(
            @PathParam("uid") String uid, @Context UriInfo uri, @Context HttpHeaders headers) {
        Parameters.of(uri);
        return single(
                catalogs.current().findByUid(uid), headers, () -> "No entity with uid " + uid);
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
        EntityRef ref = new EntityRef(kind, namespace, name);
        Optional<IndexedEntity> found = aliases.find(catalogs.current(), ref);
        Response response =
                single(
                        found,
                        headers,
                        () ->
                                "No entity named '%s' found, with kind '%s' in namespace '%s'"
                                        .formatted(name, kind, namespace));
        return found.isEmpty() || found.get().ref().equals(ref)
                ? response
                : Response.fromResponse(response).header(ALIAS_OF, ref.toString()).build();
    }

    private static Response single(
            Optional<IndexedEntity> found, HttpHeaders headers, Supplier<String> notFound) {
        IndexedEntity entity = found.orElseThrow(() -> PorticoException.notFound(notFound.get()));
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
    public CompletionStage<Response> byRefs(
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
        CatalogQuery query = catalogs.current();
        if (filters.isEmpty() && fields.equals(FieldProjection.ALL) && given.size() <= AT_ONCE) {
            return CompletableFuture.completedStage(byRefs(query, given, EntityFilter.ALL, fields));
        }
        return CompletableFuture.supplyAsync(
                () -> byRefs(query, given, new EntityFilter.And(filters), fields),
                task -> Thread.ofVirtual().name("by-refs").start(task));
    }

    private Response byRefs(
            CatalogQuery query, List<String> given, EntityFilter filter, FieldProjection fields) {
        return EntityBodies.ok(EntityBodies.items(find(query, given, filter), fields, ""));
    }

    /// As Backstage does, only a ref in its canonical form finds something.
    private List<@Nullable IndexedEntity> find(
            CatalogQuery query, List<String> given, EntityFilter filter) {
        List<Optional<EntityRef>> refs =
                given.stream().map(EntityLookupResource::canonical).toList();
        Iterator<@Nullable IndexedEntity> found =
                aliases.findAll(query, refs.stream().flatMap(Optional::stream).toList(), filter)
                        .iterator();
        List<@Nullable IndexedEntity> items = new ArrayList<>(given.size());
        for (Optional<EntityRef> ref : refs) {
            items.add(ref.isPresent() ? found.next() : null);
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
