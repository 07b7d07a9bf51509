package dev.portico.api.graphql.type.ownership;

import dev.portico.api.graphql.type.Times;
import dev.portico.catalog.OwnerHistory;
import dev.portico.model.Claim;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// Why an entity got an owner.
@Name("OwnerReason")
@Description("Why an entity got an owner: a commit, or a claim with its evidence.")
public record OwnerReasonNode(
        @Description(
                        "What said so: file for its own document and what else the change brought; portal, ci, codeowners or default for a claim.")
                String by,
        @Description("The source that changed it; claims for a claim.") String source,
        @Nullable @Description("Commit or other version of the source.") String revision,
        @Description("Who claimed it; without a claim who or what set the change off.")
                String actor,
        @Nullable @Description("Where the claim can be seen.") String evidence) {
    static OwnerReasonNode from(OwnerHistory.Reason reason) {
        Claim claim = reason.claim();
        return new OwnerReasonNode(
                claim == null ? "file" : claim.source(),
                reason.change().source(),
                reason.change().revision(),
                claim == null || claim.actor().isEmpty() ? reason.change().actor() : claim.actor(),
                claim == null ? null : Times.text(claim.evidence()));
    }
}
