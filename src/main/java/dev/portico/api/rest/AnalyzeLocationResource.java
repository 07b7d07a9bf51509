package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.query.IndexedEntity;
import dev.portico.query.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `POST /analyze-location`: what the catalog already has from a repository, or else what one could
/// write into it.
@Singleton
@RunOnVirtualThread
@Path("/api/catalog")
public final class AnalyzeLocationResource {
    private static final int MAX_ENTITIES = 1_000;
    private static final Set<String> SLUG_HOSTS =
            Set.of("github.com", "gitlab.com", "dev.azure.com", "bitbucket.org");

    private final CatalogQuery query;
    private final Gate gate;

    AnalyzeLocationResource(@ForViewer CatalogQuery query, Gate gate) {
        this.gate = gate;
        this.query = query;
    }

    @POST
    @Path("/analyze-location")
    @Produces("application/json")
    public Response analyze(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        Parameters.of(uri);
        gate.require(Permission.LOCATION_ANALYZE);
        JsonBody body = JsonBody.required(headers, bytes).requireObject("location");
        body.requireText("type");
        Repository repository = Repository.of(body.requireText("target"));
        List<Map<String, Object>> existing = existing(repository);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("existingEntityFiles", existing);
        json.put(
                "generateEntities",
                existing.isEmpty() ? List.of(suggestion(repository)) : List.of());
        return EntityBodies.ok(json);
    }

    /// The repository, or the file in it, that is asked about.
    private record Repository(String target, String host, String owner, String name) {
        static Repository of(String target) {
            URI uri;
            try {
                uri = URI.create(target.trim());
            } catch (IllegalArgumentException e) {
                throw noUrl();
            }
            String[] path = uri.getPath() == null ? new String[0] : uri.getPath().split("/");
            if (uri.getScheme() == null || uri.getHost() == null || path.length < 3) {
                throw noUrl();
            }
            String name = path[2].endsWith(".git") ? path[2].replaceAll("\\.git$", "") : path[2];
            String trimmed = target.trim().replaceAll("(\\.git)?/*$", "");
            return new Repository(trimmed, uri.getHost().toLowerCase(Locale.ROOT), path[1], name);
        }

        private static PorticoException noUrl() {
            return PorticoException.invalid(
                    "The given location.target is not a URL of a repository, as"
                            + " https://github.com/acme/orders");
        }
    }

    private List<Map<String, Object>> existing(Repository repository) {
        String key = "metadata.annotations." + LocationAnnotations.MANAGED_BY;
        String location = "url:" + repository.target();
        EntityFilter filter =
                EntityFilter.or(
                        EntityFilter.equal(key, location),
                        EntityFilter.equal(key, location.replace("/tree/", "/blob/")),
                        new EntityFilter.Prefix(key, location + "/"));
        return query.query(PageRequest.of(filter, MAX_ENTITIES)).entities().stream()
                .filter(entity -> !entity.ref().name().startsWith("generated-"))
                .map(AnalyzeLocationResource::existing)
                .toList();
    }

    private static Map<String, Object> existing(IndexedEntity indexed) {
        Entity entity = indexed.entity();
        String location = entity.annotation(LocationAnnotations.MANAGED_BY).orElse("");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "location",
                Map.of("type", "url", "target", location.substring(location.indexOf(':') + 1)));
        json.put("isRegistered", true);
        json.put("entity", entity.json());
        return json;
    }

    private static Map<String, Object> suggestion(Repository repository) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", repository.name());
        if (SLUG_HOSTS.contains(repository.host())) {
            metadata.put(
                    "annotations",
                    Map.of(
                            repository.host() + "/project-slug",
                            repository.owner() + "/" + repository.name()));
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("type", "other");
        spec.put("lifecycle", "unknown");
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("apiVersion", "backstage.io/v1alpha1");
        entity.put("kind", "Component");
        entity.put("metadata", metadata);
        entity.put("spec", spec);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("entity", entity);
        json.put("fields", List.of());
        return json;
    }
}
