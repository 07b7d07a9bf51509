package dev.portico.api.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// What Backstage's permission backend asks of the plugin `scaffolder`.
@Singleton
@RunOnVirtualThread
@Path("/api/scaffolder/.well-known/backstage/permissions")
@Produces("application/json")
public final class ScaffolderPermissionsResource {
    private final PluginPermissions permissions;

    ScaffolderPermissionsResource(PluginPermissions permissions) {
        this.permissions = permissions;
    }

    @GET
    @Path("/metadata")
    public Response metadata() {
        return permissions.metadata("scaffolder", "scaffolder-task");
    }

    @POST
    @Path("/apply-conditions")
    public Response applyConditions(@Context HttpHeaders headers, byte @Nullable [] bytes) {
        return permissions.applyConditions(JsonBody.required(headers, bytes));
    }
}
