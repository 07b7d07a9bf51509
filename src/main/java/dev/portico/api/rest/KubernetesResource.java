package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.query.VisibleChanges;
import dev.portico.source.ClusterObjects;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/api/kubernetes`: what Backstage's Kubernetes pages ask for. Reads clusters live; what of a
/// cluster is missing stands in its `errors`.
@Singleton
@RunOnVirtualThread
@Path("/api/kubernetes")
public final class KubernetesResource {
    private final ClusterObjects clusters;
    private final CatalogQuery query;
    private final Gate gate;
    private final VisibleChanges visible;

    KubernetesResource(
            ClusterObjects clusters,
            @ForViewer CatalogQuery query,
            Gate gate,
            VisibleChanges visible) {
        this.gate = gate;
        this.visible = visible;
        this.clusters = clusters;
        this.query = query;
    }

    @GET
    @Path("/clusters")
    @Produces("application/json")
    public Response clusters(@Context UriInfo uri) {
        Parameters.of(uri);
        gate.require(Permission.RUNTIME_READ);
        return items(
                clusters.clusters().stream()
                        .map(
                                cluster -> {
                                    Map<String, Object> item = json(cluster);
                                    item.put("authProvider", "serviceAccount");
                                    return item;
                                })
                        .toList());
    }

    /// Of an entity as the caller sends it, be it in the catalog or not; for a caller who may not
    /// see everything, as the catalog has it, since what is sent chooses what is shown.
    @POST
    @Path("/services/{serviceId}")
    @Produces("application/json")
    public Response services(
            @PathParam("serviceId") String serviceId,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            byte @Nullable [] bytes) {
        Parameters.of(uri);
        JsonObject entity = JsonBody.required(headers, bytes).requireObject("entity").json();
        JsonObject metadata = entity.object("metadata");
        if (metadata.text("name").orElse("").isEmpty()) {
            entity = entity.with("metadata", metadata.with("name", serviceId));
        }
        boolean free =
                visible.seesAll(gate.requireReader()) && gate.allows(Permission.RUNTIME_READ);
        Entity asked = new Entity(entity);
        return answers(clusters.workloads(free ? asked : entity(asked.ref())));
    }

    @POST
    @Path("/resources/workloads/query")
    @Produces("application/json")
    public Response workloads(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        Parameters.of(uri);
        return answers(clusters.workloads(entity(JsonBody.required(headers, bytes))));
    }

    @POST
    @Path("/resources/custom/query")
    @Produces("application/json")
    public Response customResources(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        Parameters.of(uri);
        JsonBody body = JsonBody.required(headers, bytes);
        Entity entity = entity(body);
        if (!body.has("customResources")) {
            throw PorticoException.invalid("customResources is a required field");
        }
        List<ClusterObjects.Kind> kinds =
                body.objects("customResources").stream()
                        .map(JsonBody::new)
                        .map(
                                kind ->
                                        new ClusterObjects.Kind(
                                                kind.requireText("group"),
                                                kind.requireText("apiVersion"),
                                                kind.requireText("plural")))
                        .toList();
        if (kinds.isEmpty()) {
            throw PorticoException.invalid("at least 1 customResource is required");
        }
        return answers(clusters.customResources(entity, kinds));
    }

    private Entity entity(JsonBody body) {
        String text = body.text("entityRef");
        if (text == null || text.isEmpty()) {
            throw PorticoException.invalid("entityRef is a required field");
        }
        return entity(EntityRef.parse(text));
    }

    private Entity entity(EntityRef ref) {
        return query.find(ref)
                .orElseThrow(() -> PorticoException.notFound("Entity ref missing, " + ref))
                .entity();
    }

    private static Response answers(List<ClusterObjects.Answer> answers) {
        return items(answers.stream().map(KubernetesResource::json).toList());
    }

    private static Response items(List<Map<String, Object>> items) {
        return EntityBodies.ok(Map.of("items", items));
    }

    private static Map<String, Object> json(ClusterObjects.Cluster cluster) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", cluster.name());
        if (cluster.title() != null) {
            json.put("title", cluster.title());
        }
        return json;
    }

    private static Map<String, Object> json(ClusterObjects.Answer answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cluster", json(answer.cluster()));
        json.put(
                "resources",
                answer.objects().stream()
                        .map(it -> Map.of("type", it.type(), "resources", it.objects()))
                        .toList());
        json.put("podMetrics", List.of());
        json.put("errors", answer.failures().stream().map(KubernetesResource::json).toList());
        return json;
    }

    private static Map<String, Object> json(ClusterObjects.Failure failure) {
        return switch (failure) {
            case ClusterObjects.Failure.Refused(int status, String path) ->
                    Map.of(
                            "errorType", errorType(status),
                            "statusCode", status,
                            "resourcePath", path);
            case ClusterObjects.Failure.Missing(String message) ->
                    Map.of("errorType", "FETCH_ERROR", "message", message);
        };
    }

    private static String errorType(int status) {
        return switch (status) {
            case 400 -> "BAD_REQUEST";
            case 401 -> "UNAUTHORIZED_ERROR";
            case 404 -> "NOT_FOUND";
            case 500 -> "SYSTEM_ERROR";
            default -> "UNKNOWN_ERROR";
        };
    }
}
