package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.catalog.Admission;
import dev.portico.catalog.DescriptorContent;
import dev.portico.catalog.DescriptorFile;
import dev.portico.catalog.Descriptors;
import dev.portico.catalog.KindRegistry;
import dev.portico.catalog.Kinds;
import dev.portico.model.Problem;
import dev.portico.model.SourcePosition;
import dev.portico.model.TrustLevel;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `POST /validate-entity`: tells what is wrong with an entity, and stores nothing.
@Singleton
@RunOnVirtualThread
@Path("/api/catalog")
public final class ValidateEntityResource {
    /// What a placeholder points to is not read here; this stands for it as text, JSON and YAML.
    private static final byte[] PLACEHOLDER = "{}".getBytes(StandardCharsets.UTF_8);

    private final Supplier<KindRegistry> kinds;
    private final Gate gate;

    @Inject
    ValidateEntityResource(Kinds kinds, Gate gate) {
        this(kinds::current, gate);
    }

    ValidateEntityResource(Supplier<KindRegistry> kinds, Gate gate) {
        this.gate = gate;
        this.kinds = kinds;
    }

    @POST
    @Path("/validate-entity")
    @Produces("application/json")
    public Response validate(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        Parameters.of(uri);
        gate.require(Permission.ENTITY_VALIDATE);
        List<Map<String, Object>> errors;
        try {
            JsonBody body = JsonBody.required(headers, bytes);
            String location = body.requireText("location");
            JsonObject entity = body.requireObject("entity").json();
            errors = errors(entity, target(location));
        } catch (PorticoException e) {
            Failure failure = Failure.of(e);
            errors = List.of(error(failure.name(), failure.message()));
        }
        return errors.isEmpty()
                ? Response.ok().build()
                : Response.fromResponse(EntityBodies.ok(Map.of("errors", errors)))
                        .status(400)
                        .build();
    }

    private static String target(String location) {
        if (!location.startsWith("url:") || location.length() == "url:".length()) {
            throw PorticoException.invalid(
                    "Invalid location ref "
                            + location
                            + ", only 'url:<target>' is supported, e.g. url:https://host/path");
        }
        return location.substring("url:".length());
    }

    private List<Map<String, Object>> errors(JsonObject entity, String target) {
        Map<String, String> annotations =
                Map.of(
                        LocationAnnotations.MANAGED_BY, "url:" + target,
                        LocationAnnotations.MANAGED_BY_ORIGIN, "url:" + target);
        DescriptorFile file =
                new DescriptorFile(
                        JsonValues.toBytes(entity),
                        new SourcePosition("validate-entity", target, null, 1, 1, 1),
                        target,
                        Admission.of(TrustLevel.PLATFORM),
                        Map.of(),
                        annotations,
                        null);
        DescriptorContent content =
                new Descriptors(kinds.get()).read(file, _ -> PLACEHOLDER.clone());
        return content.rejections().stream()
                .flatMap(rejection -> rejection.problems().stream())
                .filter(Problem::isError)
                .map(ValidateEntityResource::error)
                .toList();
    }

    private static Map<String, Object> error(Problem problem) {
        String where = problem.pointer().isEmpty() ? "" : problem.pointer() + " ";
        Map<String, Object> error = error("InputError", where + problem.message());
        error.put("code", problem.code());
        error.put("pointer", problem.pointer());
        return error;
    }

    private static Map<String, Object> error(String name, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("name", name);
        error.put("message", message);
        return error;
    }
}
