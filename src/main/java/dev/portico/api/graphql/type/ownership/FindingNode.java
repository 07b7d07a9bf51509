package dev.portico.api.graphql.type.ownership;

import dev.portico.ownership.Finding;
import dev.portico.ownership.FindingType;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// Something wrong with the ownership of an entity.
@Name("OwnershipFinding")
@Description("Something wrong with the ownership of an entity.")
public record FindingNode(
        @Description("Ref of the entity.") String ref,
        @Description("What sort of thing.") FindingType type,
        @Description("Refs of the owners it concerns.") List<@NonNull String> owners,
        @Description("What is wrong, and what would be right.") String message) {
    public static FindingNode from(Finding finding) {
        return new FindingNode(
                finding.entity().toString(), finding.type(), finding.owners(), finding.message());
    }
}
