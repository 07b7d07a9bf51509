package dev.portico.api.graphql.type.ownership;

import dev.portico.ownership.ClaimOutcome;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// The answer to claims.
@Name("ClaimsPayload")
@Description("What became of each claim.")
public record ClaimsPayload(
        List<@NonNull ClaimResultNode> results,
        @Description("Whether nothing was written.") boolean dryRun,
        @Description("Position of the change log that includes what was written.") long position) {
    public static ClaimsPayload from(List<ClaimOutcome> outcomes, boolean dryRun, long position) {
        return new ClaimsPayload(
                outcomes.stream().map(ClaimResultNode::from).toList(), dryRun, position);
    }
}
