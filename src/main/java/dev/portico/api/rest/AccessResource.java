package dev.portico.api.rest;

import dev.portico.access.Explainer;
import dev.portico.access.Explanation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `GET /api/access/explain`: why somebody may or may not do something, for `./portico access`.
@Singleton
@RunOnVirtualThread
@Path("/api/access")
public final class AccessResource {
    private final Explainer explainer;

    AccessResource(Explainer explainer) {
        this.explainer = explainer;
    }

    @GET
    @Path("/explain")
    @Produces("application/json")
    public Response explain(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri, "viewer", "permission", "ref");
        @Nullable String permission = parameters.text("permission");
        Explanation explanation =
                explainer.explain(
                        parameters.text("viewer"),
                        permission == null ? "" : permission,
                        parameters.text("ref"));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("viewer", explanation.viewer());
        json.put("permission", explanation.permission());
        json.put("ref", explanation.entity());
        json.put("allowed", explanation.allowed());
        json.put("because", explanation.because());
        json.put("rules", explanation.rules().stream().map(AccessResource::json).toList());
        return EntityBodies.ok(json);
    }

    private static Map<String, Object> json(Explanation.Line line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", line.rule());
        json.put("effect", line.denies() ? "deny" : "allow");
        json.put("holds", line.holds());
        json.put("why", line.why());
        return json;
    }
}
