package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.Health;
import dev.portico.runtime.PlatformResource;
import dev.portico.runtime.Seen;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A resource that Crossplane keeps.
@Name("PlatformResource")
@Description("A claim, a composite or a managed resource of Crossplane.")
public record PlatformResourceNode(
        @Description("Name of the cluster.") String cluster,
        @Description("The object.") ObjectNode object,
        @Description("Claim, composite or managed resource.") PlatformResource.Role role,
        @Nullable @Description("What it is part of; null at the top.") ObjectNode parent,
        @Nullable @Description("Its Composition.") String composition,
        @Description("Whether Crossplane is told to leave it alone.") boolean paused,
        @Description("How it does by itself.") Health health,
        @Nullable @Description("Why, in plain words; null when there is nothing to say.")
                String reason,
        @Description("Synced, Ready and so on.") List<@NonNull ConditionNode> conditions,
        @Nullable @Description("Why it belongs to its entity; null when it belongs to none.")
                EvidenceNode evidence,
        @Nullable @Description("Since when the cluster can't be read; null while it is followed.")
                OffsetDateTime staleSince) {
    public static PlatformResourceNode from(Seen<PlatformResource> seen) {
        PlatformResource it = seen.observation();
        return new PlatformResourceNode(
                seen.cluster(),
                ObjectNode.from(it.key()),
                it.role(),
                ObjectNode.orNull(it.parent()),
                Times.text(it.composition()),
                it.paused(),
                it.verdict().health(),
                Times.text(it.verdict().reason()),
                ConditionNode.all(it.conditions()),
                EvidenceNode.from(seen.link()),
                Times.at(seen.staleSince()));
    }
}
