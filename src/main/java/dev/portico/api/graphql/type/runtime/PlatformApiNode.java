package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.Health;
import dev.portico.runtime.PlatformApi;
import dev.portico.runtime.Seen;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A composite resource definition of Crossplane.
@Name("PlatformApi")
@Description("What teams may ask the platform for: a composite resource definition of Crossplane.")
public record PlatformApiNode(
        @Description("Name of the cluster.") String cluster,
        @Description("The definition.") ObjectNode object,
        @Description("API group of what it offers.") String group,
        @Description("Kind of the composite resource.") String kind,
        @Nullable @Description("Kind of the claim; null when it offers none.") String claimKind,
        @Description("Namespaced, Cluster or LegacyCluster.") String scope,
        @Description("Versions it serves, the referenceable one first.")
                List<@NonNull String> versions,
        @Description("How it does.") Health health,
        @Nullable @Description("Why, in a sentence; null when there is nothing to say.")
                String reason,
        @Description("What it says of itself.") List<@NonNull ConditionNode> conditions) {
    public static PlatformApiNode from(Seen<PlatformApi> seen) {
        PlatformApi it = seen.observation();
        return new PlatformApiNode(
                seen.cluster(),
                ObjectNode.from(it.key()),
                it.group(),
                it.kind(),
                Times.text(it.claimKind()),
                it.scope(),
                it.versions(),
                it.verdict().health(),
                Times.text(it.verdict().reason()),
                ConditionNode.all(it.conditions()));
    }
}
