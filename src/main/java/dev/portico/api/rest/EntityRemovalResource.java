package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
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
    private final Gate gate;

    EntityRemovalResource(@ForViewer CatalogQuery query, Sources sources, Gate gate) {
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
        gate.requireReader();
        Optional<IndexedEntity> entity = query.findByUid(uid);
        if (entity.isPresent()) {
            EntityRef ref = entity.get().ref();
            Viewer viewer = gate.require(Permission.ENTITY_DELETE, ref);
            try {
                sources.refresh(ref, viewer.name());
                gate.done(Permission.ENTITY_DELETE, ref.toString(), JsonObject.EMPTY);
            } catch (PorticoException e) {
                if (e.code() != ErrorCode.NOT_FOUND) {
                    throw e;
                }
            }
        }
        return Response.noContent().build();
    }
}
