package dev.portico.api.graphql.type.ownership;

import dev.portico.api.graphql.type.Times;
import dev.portico.catalog.ClaimStatus;
import dev.portico.catalog.ClaimVerdict;
import dev.portico.model.Claim;
import io.smallrye.graphql.api.Nullable;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// What one source says of one field.
@Name("Claim")
@Description("What one source says of one field of an entity, and what became of it.")
public record ClaimNode(
        @Description("owner, lifecycle, tier, contact or links.") String field,
        @Description("The value claimed; an owner is a ref.") String value,
        @Description("portal, ci, file, codeowners, kubernetes or default.") String source,
        @Nullable @Description("Who exactly: the source that was read, or the CI job's repository.")
                String origin,
        @Nullable @Description("Who said it.") String actor,
        @Nullable @Description("Where it can be seen: an address, or file:line@commit.")
                String evidence,
        @Nullable @Description("When it was said first.") OffsetDateTime at,
        @Nullable @Description("When it ends; null for never.") OffsetDateTime expires,
        @Description("What became of it.") ClaimStatus status,
        @Nullable @Description("Why it does not count; null when it does.") String because) {
    static ClaimNode from(ClaimVerdict verdict) {
        Claim claim = verdict.claim();
        return new ClaimNode(
                claim.field(),
                claim.value(),
                claim.source(),
                Times.text(claim.origin()),
                Times.text(claim.actor()),
                Times.text(claim.evidence()),
                claim.at().equals(Instant.EPOCH) ? null : Times.at(claim.at()),
                Times.at(claim.expires()),
                verdict.status(),
                verdict.because());
    }
}
