package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.api.graphql.guard.RequestGuard;
import dev.portico.api.graphql.type.EntityNode;
import dev.portico.api.graphql.type.ownership.ClaimInput;
import dev.portico.api.graphql.type.ownership.ClaimsPayload;
import dev.portico.api.graphql.type.ownership.FindingNode;
import dev.portico.api.graphql.type.ownership.FindingPage;
import dev.portico.api.graphql.type.ownership.OwnershipNode;
import dev.portico.catalog.CatalogFeed;
import dev.portico.model.EntityRef;
import dev.portico.ownership.ClaimOutcome;
import dev.portico.ownership.FindingType;
import dev.portico.ownership.Ownership;
import dev.portico.ownership.OwnershipClaims;
import graphql.schema.DataFetchingEnvironment;
import io.smallrye.graphql.api.Context;
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
import org.eclipse.microprofile.graphql.Source;

/// Who owns what and why, what is wrong with it, and claims.
@GraphQLApi
@Singleton
public final class ClaimFields {
    private final Ownership ownership;
    private final OwnershipClaims claims;
    private final Gate gate;
    private final CatalogFeed feed;

    ClaimFields(Ownership ownership, OwnershipClaims claims, Gate gate, CatalogFeed feed) {
        this.ownership = ownership;
        this.claims = claims;
        this.gate = gate;
        this.feed = feed;
    }

    @Description("Who owns it and why: what every source says, and what became of that.")
    public OwnershipNode ownership(@Source EntityNode node) {
        return OwnershipNode.from(
                ownership.explain(node.base().entity()),
                ownership.findings(node.base().entityRef()));
    }

    @Query
    @Description("What is wrong with ownership, by ref of the entity.")
    public FindingPage ownershipFindings(
            @Nullable @Description("Only these; all when left out.")
                    List<@NonNull FindingType> types,
            @Nullable @Description("Only what concerns this group or user.") String owner,
            @Nullable @DefaultValue("50") @Description("About how many, at most 500.")
                    Integer first,
            @Nullable @Description("What the page before said is next.") String after) {
        gate.requireReader();
        Ownership.Found found =
                ownership.findings(
                        new Ownership.Question(
                                types == null ? Set.of() : Set.copyOf(types),
                                owner == null
                                        ? null
                                        : EntityRef.parse(
                                                owner, "group", EntityRef.DEFAULT_NAMESPACE),
                                ref -> gate.permits(Permission.ENTITY_READ, ref),
                                after == null ? null : EntityRef.parse(after),
                                Limits.page("first", first)));
        List<FindingNode> nodes = found.findings().stream().map(FindingNode::from).toList();
        return new FindingPage(nodes, found.more() ? nodes.getLast().ref() : null);
    }

    @Mutation
    @Description(
            "Claims owner, lifecycle, tier, contact or links of entities; up to 10,000 at once. Answers what became of each.")
    public ClaimsPayload claim(
            List<@NonNull ClaimInput> claims,
            @Nullable @DefaultValue("false") @Description("Only answer what would be.")
                    Boolean dryRun,
            Context context) {
        Viewer viewer = gate.requireSome(Permission.CLAIM_WRITE);
        boolean dry = Boolean.TRUE.equals(dryRun);
        var outcomes =
                this.claims.write(viewer, claims.stream().map(ClaimInput::toRequest).toList(), dry);
        long position = feed.latest();
        if (!dry) {
            gate.done(
                    Permission.CLAIM_WRITE,
                    ClaimOutcome.target(outcomes),
                    ClaimOutcome.details(outcomes));
            RequestGuard.wrote(
                    context.unwrap(DataFetchingEnvironment.class).getGraphQlContext(), position);
        }
        return ClaimsPayload.from(outcomes, dry, position);
    }
}
