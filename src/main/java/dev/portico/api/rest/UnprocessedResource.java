package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.catalog.Location;
import dev.portico.catalog.Locations;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.source.SourceReport;
import dev.portico.source.Sources;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/entities/unprocessed/…`, as Backstage's plugin of that name asks: documents that were kept
/// out, and registered locations that were not read yet.
@Singleton
@RunOnVirtualThread
@Path("/api/catalog/entities/unprocessed")
public final class UnprocessedResource {
    private final Sources sources;
    private final Locations locations;
    private final CatalogQuery query;
    private final Gate gate;

    UnprocessedResource(
            Sources sources, Locations locations, @ForViewer CatalogQuery query, Gate gate) {
        this.sources = sources;
        this.locations = locations;
        this.query = query;
        this.gate = gate;
    }

    @GET
    @Path("/failed")
    @Produces("application/json")
    public Response failed(@Context UriInfo uri) {
        gate.require(Permission.SOURCE_READ);
        return answer("failed", failed(), Parameters.of(uri, "owner").text("owner"));
    }

    @GET
    @Path("/pending")
    @Produces("application/json")
    public Response pending(@Context UriInfo uri) {
        gate.require(Permission.SOURCE_READ);
        return answer("pending", pending(), Parameters.of(uri, "owner").text("owner"));
    }

    /// What is kept out stands in a file, so nothing is deleted here: its source is read again, and
    /// it goes if it is not in there any more. As with Backstage, an id that is not known is no
    /// error.
    @DELETE
    @Path("/delete/{id}")
    @AnswersPosition
    public Response delete(@PathParam("id") String id, @Context UriInfo uri) {
        Parameters.of(uri);
        Viewer viewer = gate.require(Permission.SOURCE_MANAGE);
        Stream.concat(failed(), pending())
                .filter(entity -> entity.id().equals(id))
                .findFirst()
                .ifPresent(entity -> sources.refresh(entity.source(), viewer.name()));
        return Response.noContent().build();
    }

    private static Response answer(
            String type, Stream<UnprocessedEntity> entities, @Nullable String owner) {
        List<Map<String, Object>> rows =
                entities.filter(entity -> owner == null || owner.equals(entity.owner()))
                        .map(UnprocessedEntity::toJson)
                        .toList();
        return EntityBodies.ok(Map.of("type", type, "entities", rows));
    }

    private Stream<UnprocessedEntity> failed() {
        return sources.reports().stream()
                .filter(report -> report.rejectionCount() > 0)
                .map(report -> sources.report(report.info().name()).orElse(null))
                .filter(Objects::nonNull)
                .flatMap(this::rejections);
    }

    private Stream<UnprocessedEntity> rejections(SourceReport report) {
        return report.rejections().stream()
                .map(
                        rejection ->
                                UnprocessedEntity.of(
                                        report,
                                        rejection,
                                        rejection.ref() == null
                                                ? null
                                                : query.find(rejection.ref()).orElse(null)));
    }

    private Stream<UnprocessedEntity> pending() {
        return locations.list().stream()
                .filter(location -> query.find(location.entityRef()).isEmpty())
                .map(
                        location ->
                                UnprocessedEntity.of(
                                        location,
                                        sources.report(Location.sourceName(location.id()))
                                                .orElse(null)));
    }
}
