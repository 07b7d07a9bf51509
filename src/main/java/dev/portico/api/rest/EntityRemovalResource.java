package dev.portico.api.rest;

import dev.portico.access.Viewer;
import dev.portico.access.WriteGate;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.source.Sources;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/// Removal of an entity by its uid, as Backstage's clients ask for it.
@Singleton
@RunOnVirtualThread
@Path("/api/catalog")
public final class EntityRemovalResource {
    private final CatalogQuery query;
    private final Sources sources;
    private final WriteGate gate;

    EntityRemovalResource(CatalogQuery query, Sources sources, WriteGate gate) {
        this.query = query;
        this.sources = sources;
        this.gate = gate;
    }

    /// An entity stands as long as its source declares it, so nothing is removed here: the source
    /// is read again, and the entity goes if it is not in there any more.
    @DELETE
    @Path("/entities/by-uid/{uid}")
    @AnswersPosition
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
}
