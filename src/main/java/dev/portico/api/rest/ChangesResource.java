package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Viewer;
import dev.portico.catalog.ChangeCursor;
import dev.portico.catalog.LoggedChange;
import dev.portico.notify.ChangeEvents;
import dev.portico.notify.ChangeFilter;
import dev.portico.notify.CloudEvents;
import dev.portico.platform.PorticoException;
import dev.portico.query.ViewerCatalog;
import dev.portico.query.VisibleChanges;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// `GET /api/changes`: what changed behind a cursor, as CloudEvents; one answer, or a stream of
/// Server-Sent Events for who accepts that.
@Singleton
@RunOnVirtualThread
@Path("/api/changes")
public final class ChangesResource {
    private static final String CURSOR = "Portico-Cursor";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_WAIT = 30;

    private final ChangeEvents changes;
    private final CloudEvents events;
    private final ChangeStreams streams;
    private final Audience audience;

    ChangesResource(
            ChangeEvents changes, CloudEvents events, ChangeStreams streams, Audience audience) {
        this.changes = changes;
        this.events = events;
        this.streams = streams;
        this.audience = audience;
    }

    /// Who hears of changes, and what they may hear.
    @Singleton
    record Audience(Gate gate, ViewerCatalog catalogs, VisibleChanges visible) {
        Predicate<LoggedChange> sieve(Viewer viewer, ChangeFilter filter) {
            return filter.and(logged -> visible.covers(viewer, logged.change()));
        }
    }

    @GET
    public Response changes(
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context HttpServerResponse connection) {
        String accept = headers.getHeaderString(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.SERVER_SENT_EVENTS)
                ? stream(uri, headers, connection)
                : batch(uri, accept);
    }

    private Response batch(UriInfo uri, @Nullable String accept) {
        Parameters parameters =
                Parameters.of(
                        uri, "after", "limit", "wait", "kind", "owner", "source", "type", "data");
        int limit = within(parameters, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        int wait = within(parameters, "wait", 0, 0, MAX_WAIT);
        Viewer viewer = audience.gate().requireReader();
        Predicate<LoggedChange> filter = audience.sieve(viewer, filter(parameters));
        CloudEvents.Data data = data(parameters);
        String after = parameters.text("after");
        ChangeCursor start = after == null ? changes.now() : ChangeCursor.parse(after);
        ChangeEvents.Slice slice = changes.read(start, filter, limit);
        long end = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
        while (slice.changes().isEmpty()) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive() || (!slice.more() && !changes.await(slice.next(), left))) {
                break;
            }
            slice = changes.read(slice.next(), filter, limit);
        }
        CloudEvents seen = events.as(audience.catalogs().of(viewer));
        String next = slice.next().toString();
        String type =
                accept != null && accept.contains(MediaType.APPLICATION_JSON)
                        ? MediaType.APPLICATION_JSON
                        : CloudEvents.BATCH;
        return Response.ok(seen.batch(slice.changes(), data), type + "; charset=utf-8")
                .header(CURSOR, next)
                .header("Link", "<" + url(uri, next) + ">; rel=\"next\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Response stream(UriInfo uri, HttpHeaders headers, HttpServerResponse connection) {
        Parameters parameters =
                Parameters.of(uri, "after", "kind", "owner", "source", "type", "data");
        String last = headers.getHeaderString("Last-Event-ID");
        String after = last == null || last.isBlank() ? parameters.text("after") : last.trim();
        ChangeCursor start = after == null ? changes.now() : ChangeCursor.parse(after);
        Viewer viewer = audience.gate().requireReader();
        ChangeStreams.Told told =
                new ChangeStreams.Told(
                        audience.sieve(viewer, filter(parameters)),
                        events.as(audience.catalogs().of(viewer)),
                        data(parameters));
        return streams.open(start, told, connection);
    }

    private static ChangeFilter filter(Parameters parameters) {
        return ChangeFilter.of(
                parameters.commaList("kind"),
                parameters.commaList("owner"),
                parameters.list("source"),
                parameters.commaList("type"));
    }

    private static CloudEvents.Data data(Parameters parameters) {
        return "entity".equals(parameters.oneOf("data", "ref", "entity"))
                ? CloudEvents.Data.ENTITY
                : CloudEvents.Data.REF;
    }

    private static int within(Parameters parameters, String name, int absent, int min, int max) {
        Integer value = parameters.integer(name);
        if (value == null) {
            return absent;
        }
        if (value < min || value > max) {
            throw PorticoException.invalid(
                    "The parameter "
                            + name
                            + " must be from "
                            + min
                            + " to "
                            + max
                            + ", not "
                            + value
                            + ".");
        }
        return value;
    }

    private static String url(UriInfo uri, String after) {
        UriBuilder next = uri.getRequestUriBuilder().replaceQueryParam("after", after);
        String whole = next.build().toString();
        return whole.substring(whole.indexOf("/api/"));
    }
}
