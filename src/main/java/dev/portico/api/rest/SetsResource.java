package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.ownership.EntitySets;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.source.SetPush;
import dev.portico.source.SetReport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// `PUT /sets/NAME`: takes a set of up to 10,000 entities, one JSON object a line or one array. The
/// status is 422 when nothing was taken because an atomic push had a document that was rejected,
/// and 409 when the guard held back removals.
@Singleton
@RunOnVirtualThread
@Path(SetsResource.PATH + "/{name: .+}")
public final class SetsResource {
    static final String PATH = "/api/catalog/sets";

    private static final String[] SWITCH = {"true", "false"};

    private final EntitySets sets;
    private final Gate gate;

    SetsResource(EntitySets sets, Gate gate) {
        this.sets = sets;
        this.gate = gate;
    }

    @PUT
    @Consumes({"application/json", "application/x-ndjson", "application/ndjson"})
    @Produces("application/json")
    @AnswersPosition
    @Operation(
            summary = "Pushes a set of entities",
            description =
                    "mode=full (what is not in the push goes) or delta; {\"remove\": REF} takes one"
                            + " out. dryRun=true answers the difference; atomic=true takes all or"
                            + " nothing; confirmRemovals=true answers the mass-delete guard.")
    public Response put(
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @PathParam("name") String name,
            InputStream content) {
        Parameters parameters = Parameters.of(uri, "mode", "dryRun", "atomic", "confirmRemovals");
        SetPush.Options options =
                new SetPush.Options(
                        "delta".equals(parameters.oneOf("mode", "full", "delta")),
                        isSet(parameters, "dryRun"),
                        isSet(parameters, "atomic"),
                        isSet(parameters, "confirmRemovals"),
                        version(headers.getHeaderString(HttpHeaders.IF_MATCH)));
        Viewer viewer = gate.require(Permission.SET_WRITE);
        SetReport report = sets.push(viewer, name, content, options);
        if (report.written()) {
            gate.done(
                    Permission.SET_WRITE,
                    "set:" + name,
                    JsonObject.EMPTY
                            .with("version", report.version())
                            .with("summary", summary(report)));
        }
        return Response.status(status(report, options))
                .header(HttpHeaders.ETAG, '"' + report.version() + '"')
                .entity(JsonValues.toBytes(json(report, options)))
                .type(EntityBodies.JSON)
                .build();
    }

    private static boolean isSet(Parameters parameters, String name) {
        return "true".equals(parameters.oneOf(name, SWITCH));
    }

    private static @Nullable String version(@Nullable String header) {
        if (header == null || header.strip().equals("*")) {
            return header == null ? null : "*";
        }
        String text = header.strip().replaceFirst("^W/", "");
        if (text.length() < 3 || !text.startsWith("\"") || !text.endsWith("\"")) {
            throw PorticoException.invalid("If-Match holds one version in quotes, or *.");
        }
        return text.substring(1, text.length() - 1);
    }

    private static int status(SetReport report, SetPush.Options options) {
        if (options.atomic() && report.hasRejected()) {
            return ErrorCode.UNPROCESSABLE.httpStatus();
        }
        return report.held().isEmpty() ? 200 : ErrorCode.CONFLICT.httpStatus();
    }

    private static Map<String, Long> summary(SetReport report) {
        Map<String, Long> summary = new TreeMap<>();
        report.documents().forEach(each -> summary.merge(name(each.result()), 1L, Long::sum));
        return summary;
    }

    private static Map<String, Object> json(SetReport report, SetPush.Options options) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dryRun", options.dryRun());
        json.put("written", report.written());
        json.put("version", report.version());
        json.put("summary", summary(report));
        json.put("documents", report.documents().stream().map(SetsResource::json).toList());
        json.put("removed", report.removed());
        json.put("held", report.held());
        if (!report.held().isEmpty()) {
            json.put(
                    "message",
                    "The push would remove "
                            + report.held().size()
                            + " entities, which is more than the guard lets pass; push again with"
                            + " confirmRemovals=true if they are to go. All else was taken.");
        }
        return json;
    }

    private static Map<String, @Nullable Object> json(SetReport.Document document) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("index", (long) document.index());
        json.put("ref", document.ref());
        json.put("result", name(document.result()));
        if (!document.problems().isEmpty()) {
            json.put("problems", document.problems());
        }
        if (!document.warnings().isEmpty()) {
            json.put("warnings", document.warnings());
        }
        return json;
    }

    private static String name(SetReport.Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }
}
