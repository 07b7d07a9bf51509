package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Deployment;
import dev.portico.runtime.Deployments;
import dev.portico.runtime.Health;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `PUT /deployments`: takes what CI jobs tell of platforms that Portico does not follow, one
/// deployment or a list of them.
@Singleton
@RunOnVirtualThread
@Path(DeploymentsResource.PATH)
public final class DeploymentsResource {
    static final String PATH = "/api/catalog/deployments";

    /// How far the clock of a CI job may be ahead.
    private static final Duration AHEAD = Duration.ofHours(1);

    private final Deployments deployments;
    private final Gate gate;
    private final Clock clock;

    DeploymentsResource(Deployments deployments, Gate gate, Clock clock) {
        this.deployments = deployments;
        this.gate = gate;
        this.clock = clock;
    }

    @PUT
    @Produces("application/json")
    public Response put(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        Parameters.of(uri);
        Viewer viewer = gate.requireSome(Permission.DEPLOYMENT_REPORT);
        List<JsonBody> bodies = JsonBody.oneOrMany(headers, bytes);
        List<Deployment> reported = new ArrayList<>(bodies.size());
        for (JsonBody body : bodies) {
            reported.add(deployment(body, viewer));
        }
        reported.forEach(it -> gate.require(Permission.DEPLOYMENT_REPORT, it.entity()));
        deployments.report(reported);
        for (Deployment each : reported) {
            gate.done(
                    Permission.DEPLOYMENT_REPORT,
                    each.entity().toString(),
                    JsonObject.of(
                            Map.of("environment", each.environment(), "version", each.version())));
        }
        return EntityBodies.ok(
                Map.of("deployments", reported.stream().map(DeploymentsResource::json).toList()));
    }

    private Deployment deployment(JsonBody body, Viewer viewer) {
        body.only("entity", "environment", "version", "commit", "url", "time", "health");
        return new Deployment(
                EntityRef.parse(
                        body.requireText("entity"), "component", EntityRef.DEFAULT_NAMESPACE),
                body.requireText("environment"),
                body.requireText("version"),
                body.text("commit"),
                body.text("url"),
                health(body.text("health")),
                time(body.text("time")),
                viewer.name());
    }

    private static Health health(@Nullable String text) {
        if (text == null) {
            return Health.UNKNOWN;
        }
        return Arrays.stream(Health.values())
                .filter(health -> health.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                PorticoException.invalid(
                                        "The health '"
                                                + text
                                                + "' is none of healthy, suspended, progressing,"
                                                + " unknown, missing, degraded."));
    }

    private Instant time(@Nullable String text) {
        Instant now = clock.instant();
        if (text == null) {
            return now;
        }
        Instant time;
        try {
            time = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw PorticoException.invalid(
                    "The time '" + text + "' can't be read; write it as in 2026-03-01T12:00:00Z.");
        }
        if (time.isAfter(now.plus(AHEAD))) {
            throw PorticoException.invalid(
                    "The time " + text + " is in the future; it is " + now + " now.");
        }
        return time;
    }

    private static Map<String, @Nullable Object> json(Deployment deployment) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("entity", deployment.entity().toString());
        json.put("environment", deployment.environment());
        json.put("version", deployment.version());
        json.put("commit", deployment.commit());
        json.put("url", deployment.url());
        json.put("health", deployment.health().name().toLowerCase(Locale.ROOT));
        json.put("time", deployment.at().toString());
        return JsonObject.of(json).fields();
    }
}
