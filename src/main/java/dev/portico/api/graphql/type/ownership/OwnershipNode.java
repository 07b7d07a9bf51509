package dev.portico.api.graphql.type.ownership;

import dev.portico.ownership.Finding;
import dev.portico.ownership.Ownership;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// Who owns an entity and why.
@Name("Ownership")
@Description("Who owns an entity, why, and what every source says.")
public record OwnershipNode(
        @Nullable @Description("Ref of the owner that counts.") String owner,
        @Description("Who says so.") String because,
        @Description("What each source says of each field, those that count first.")
                List<@NonNull ClaimNode> claims,
        @Description("What is wrong with it.") List<@NonNull FindingNode> findings) {
    public static OwnershipNode from(Ownership.Answer answer, List<Finding> findings) {
        return new OwnershipNode(
                answer.owner(),
                answer.because(),
                answer.claims().stream().map(ClaimNode::from).toList(),
                findings.stream().map(FindingNode::from).toList());
    }
}
