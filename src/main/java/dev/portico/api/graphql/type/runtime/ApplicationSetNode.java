package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.ApplicationSet;
import dev.portico.runtime.Health;
import dev.portico.runtime.Seen;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// An ApplicationSet of Argo CD.
@Name("ArgoApplicationSet")
@Description("An ApplicationSet of Argo CD.")
public record ApplicationSetNode(
        @Description("Name of the cluster Argo CD runs in.") String cluster,
        @Description("The object.") ObjectNode object,
        @Description("How many Applications it manages.") long applications,
        @Description("How it does.") Health health,
        @Nullable @Description("Why, in a sentence; null when there is nothing to say.")
                String reason,
        @Description("What it says of itself.") List<@NonNull ConditionNode> conditions) {
    public static ApplicationSetNode from(Seen<ApplicationSet> seen) {
        ApplicationSet it = seen.observation();
        return new ApplicationSetNode(
                seen.cluster(),
                ObjectNode.from(it.key()),
                it.applications(),
                it.verdict().health(),
                Times.text(it.verdict().reason()),
                ConditionNode.all(it.conditions()));
    }
}
