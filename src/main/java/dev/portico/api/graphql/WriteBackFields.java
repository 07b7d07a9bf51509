package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.api.graphql.type.ownership.ProposalNode;
import dev.portico.model.EntityRef;
import dev.portico.ownership.Proposal;
import dev.portico.ownership.Proposals;
import dev.portico.platform.json.JsonObject;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/// What is proposed to Git.
@GraphQLApi
@Singleton
public final class WriteBackFields {
    private final Proposals proposals;
    private final Gate gate;

    WriteBackFields(Proposals proposals, Gate gate) {
        this.proposals = proposals;
        this.gate = gate;
    }

    @Query
    @Description("Changes of descriptor files that were proposed to Git, the newest first.")
    public List<@NonNull ProposalNode> ownershipProposals(
            @Nullable @Description("Only those about the owner of this entity.") String ref,
            @Nullable @Description("Only in these states; all when left out.")
                    List<Proposal.@NonNull ProposalState> states,
            @Nullable @DefaultValue("50") @Description("At most so many, up to 500.")
                    Integer first) {
        gate.requireReader();
        Set<Proposal.ProposalState> wanted = states == null ? Set.of() : Set.copyOf(states);
        int limit = Limits.page("first", first);
        List<Proposal> found =
                ref == null
                        ? proposals.list(wanted, limit)
                        : proposals.of(EntityRef.parse(ref)).stream()
                                .filter(one -> wanted.isEmpty() || wanted.contains(one.state()))
                                .limit(limit)
                                .toList();
        return found.stream()
                .filter(
                        one ->
                                one.edits().stream()
                                        .allMatch(
                                                edit ->
                                                        gate.permits(
                                                                Permission.ENTITY_READ,
                                                                EntityRef.parse(edit.ref()))))
                .map(ProposalNode::from)
                .toList();
    }

    @Mutation
    @Description(
            "Has the file of an entity name an owner, by a pull request that is opened soon, or"
                    + " amended when one is open.")
    public ProposalNode proposeOwner(
            @Description("Ref of the entity.") String ref,
            @Nullable
                    @Description(
                            "The owner to name; when left out the one that counts, or that"
                                    + " CODEOWNERS names.")
                    String owner) {
        EntityRef entity = EntityRef.parse(ref);
        Proposal proposal =
                proposals.proposeOwner(gate.require(Permission.CLAIM_WRITE, entity), entity, owner);
        gate.done(
                Permission.CLAIM_WRITE,
                entity.toString(),
                JsonObject.EMPTY
                        .with("what", "propose")
                        .with("proposal", proposal.id().toString()));
        return ProposalNode.from(proposal);
    }
}
