package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.ownership.ClaimEffect;
import dev.portico.ownership.ClaimOutcome;
import dev.portico.ownership.ClaimRequest;
import dev.portico.ownership.OwnershipClaims;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.json.JsonValues;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/// `PUT /claims`: takes what people and CI jobs claim, one claim or a list of them, and answers
/// what became of each. The status is 422 when every claim was refused.
@Singleton
@RunOnVirtualThread
@Path(ClaimsResource.PATH)
public final class ClaimsResource {
    static final String PATH = "/api/catalog/claims";

    private final OwnershipClaims claims;
    private final Gate gate;

    ClaimsResource(OwnershipClaims claims, Gate gate) {
        this.claims = claims;
        this.gate = gate;
    }

    @PUT
    @Produces("application/json")
    @AnswersPosition
    @Operation(
            summary = "Claims owner, lifecycle, tier, contact or links of entities",
            description =
                    "Idempotent. ?dryRun=true only answers. Each field of each claim is answered as"
                            + " applied, unchanged, overruled, waiting, withdrawn or refused, with"
                            + " the reason.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(oneOf = {ClaimSchema.class, ClaimSchema[].class})))
    public Response put(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        boolean dryRun =
                "true".equals(Parameters.of(uri, "dryRun").oneOf("dryRun", "true", "false"));
        Viewer viewer = gate.requireSome(Permission.CLAIM_WRITE);
        List<ClaimRequest> requests =
                JsonBody.oneOrMany(headers, bytes).stream()
                        .map(body -> ClaimRequest.parse(body.json()))
                        .toList();
        List<ClaimOutcome> outcomes = claims.write(viewer, requests, dryRun);
        boolean refused =
                !outcomes.isEmpty()
                        && outcomes.stream().allMatch(each -> each.result() == ClaimEffect.REFUSED);
        if (!dryRun) {
            gate.done(
                    Permission.CLAIM_WRITE,
                    ClaimOutcome.target(outcomes),
                    ClaimOutcome.details(outcomes));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("dryRun", dryRun);
        answer.put("summary", summary(outcomes));
        answer.put("claims", outcomes.stream().map(ClaimsResource::json).toList());
        return Response.status(refused ? ErrorCode.UNPROCESSABLE.httpStatus() : 200)
                .entity(JsonValues.toBytes(answer))
                .type(EntityBodies.JSON)
                .build();
    }

    private static Map<String, Long> summary(List<ClaimOutcome> outcomes) {
        Map<String, Long> counts = new TreeMap<>();
        outcomes.forEach(each -> counts.merge(name(each.result()), 1L, Long::sum));
        return counts;
    }

    private static Map<String, @Nullable Object> json(ClaimOutcome outcome) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("index", (long) outcome.index());
        json.put("entity", outcome.entity());
        json.put("field", outcome.field());
        json.put("value", outcome.value());
        json.put("result", name(outcome.result()));
        json.put("because", outcome.because());
        ClaimOutcome.Winner by = outcome.by();
        if (by != null) {
            Map<String, @Nullable Object> winner = new LinkedHashMap<>();
            winner.put("source", by.source());
            winner.put("value", by.value());
            winner.put("evidence", by.evidence());
            json.put("by", winner);
        }
        return json;
    }

    private static String name(ClaimEffect result) {
        return result.name().toLowerCase(Locale.ROOT);
    }
}
