package dev.portico.api.rest;

import dev.portico.access.AuditRecord;
import dev.portico.access.AuditResult;
import dev.portico.access.AuditTrail;
import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.platform.PorticoException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `GET /api/audit`: the audit as JSON lines, the oldest first, for archives and other systems.
@Singleton
@RunOnVirtualThread
@Path("/api/audit")
public final class AuditResource {
    private static final String LINES = "application/x-ndjson";
    private static final int PAGE = 1_000;

    private final AuditTrail trail;
    private final Gate gate;

    AuditResource(AuditTrail trail, Gate gate) {
        this.trail = trail;
        this.gate = gate;
    }

    /// @return the first page is read before the answer begins, so that a failure has its status
    @GET
    public Response export(@Context UriInfo uri) {
        gate.require(Permission.AUDIT_READ);
        Parameters parameters =
                Parameters.of(uri, "from", "to", "actor", "act", "target", "result", "after");
        AuditTrail.Filter filter =
                new AuditTrail.Filter(
                        time(parameters, "from"),
                        time(parameters, "to"),
                        parameters.text("actor"),
                        parameters.text("act"),
                        parameters.text("target"),
                        result(parameters.oneOf("result", "done", "refused", "failed")));
        long after = after(parameters.text("after"));
        List<AuditRecord> first = trail.oldest(filter, after, PAGE);
        StreamingOutput body =
                out -> {
                    List<AuditRecord> page = first;
                    while (!page.isEmpty()) {
                        for (AuditRecord record : page) {
                            out.write(record.toJson().toBytes());
                            out.write('\n');
                        }
                        out.flush();
                        page =
                                page.size() < PAGE
                                        ? List.of()
                                        : trail.oldest(filter, page.getLast().id(), PAGE);
                    }
                };
        return Response.ok(body, LINES).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private static @Nullable AuditResult result(@Nullable String text) {
        return text == null ? null : AuditResult.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static long after(@Nullable String text) {
        if (text != null && !text.matches("[0-9]{1,18}")) {
            throw PorticoException.invalid("request/query/after must be the id of a record");
        }
        return text == null ? 0 : Long.parseLong(text);
    }

    private static @Nullable Instant time(Parameters parameters, String name) {
        @Nullable String text = parameters.text(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw PorticoException.invalid(
                    "The time '" + text + "' can't be read; write it as in 2026-03-01T12:00:00Z.");
        }
    }
}
