package dev.portico.api.graphql.type.ownership;

import dev.portico.ownership.Proposal;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// One field of one entity in a proposal.
@Name("ProposalEdit")
@Description("One field of one entity that a proposal changes.")
public record ProposalEditNode(
        @Description("Ref of the entity.") String ref,
        String field,
        String value,
        Proposal.ProposalEditState state,
        @Nullable @Description("Why it is refused.") String reason) {
    static ProposalEditNode from(Proposal.Edit edit) {
        return new ProposalEditNode(
                edit.ref(), edit.field(), edit.value(), edit.state(), edit.reason());
    }
}
