package dev.portico.api.rest;

import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonValues;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.query.IndexedEntity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Which Location entities led to an entity.
@Singleton
@RunOnVirtualThread
@Path("/api/catalog")
public final class AncestryResource {
    private final CatalogQuery query;

    AncestryResource(@ForViewer CatalogQuery query) {
        this.query = query;
    }

    @GET
    @Path("/entities/by-name/{kind}/{namespace}/{name}/ancestry")
    @Produces("application/json")
    public Response ancestry(
            @PathParam("kind") String kind,
            @PathParam("namespace") String namespace,
            @PathParam("name") String name,
            @Context UriInfo uri) {
        Parameters.of(uri);
        EntityRef ref = new EntityRef(kind, namespace, name);
        IndexedEntity entity =
                query.find(ref)
                        .orElseThrow(() -> PorticoException.notFound("No such entity " + ref));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, "{\"rootEntityRef\":" + JsonValues.toJson(ref.toString()) + ",\"items\":[");
        String comma = "";
        for (Ancestry.Item item : new Ancestry(query).of(entity)) {
            write(out, comma + "{\"entity\":");
            out.writeBytes(item.entity().json());
            write(
                    out,
                    ",\"parentEntityRefs\":"
                            + JsonValues.toJson(
                                    item.parents().stream().map(EntityRef::toString).toList())
                            + "}");
            comma = ",";
        }
        write(out, "]}");
        return EntityBodies.ok(out.toByteArray());
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
