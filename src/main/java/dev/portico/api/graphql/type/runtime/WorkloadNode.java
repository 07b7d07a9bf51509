package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.Health;
import dev.portico.runtime.Seen;
import dev.portico.runtime.Workload;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A workload of a cluster.
@Name("Workload")
@Description("Something that runs in a cluster: a Deployment, a StatefulSet, a CronJob and so on.")
public record WorkloadNode(
        @Description("Name of the cluster.") String cluster,
        @Description("The object.") ObjectNode object,
        @Nullable
                @Description(
                        "What runs: the label app.kubernetes.io/version, or the first image's version.")
                String version,
        @Description("How it does.") Health health,
        @Nullable @Description("Why, in a sentence; null when there is nothing to say.")
                String reason,
        @Description("Replicas asked for.") int wanted,
        @Description("Replicas that are ready.") int ready,
        @Description("Replicas of the newest template.") int updated,
        @Description("Restarts of all its containers.") int restarts,
        @Description("Images of its containers.") List<@NonNull ImageNode> images,
        @Description("Where it is reached from outside.") List<@NonNull String> hosts,
        @Nullable @Description("When it was made.") OffsetDateTime createdAt,
        @Nullable @Description("When the newest template was rolled out.")
                OffsetDateTime rolledOutAt,
        @Description("What it says of itself.") List<@NonNull ConditionNode> conditions,
        @Description("What is wrong with its annotations.") List<@NonNull String> problems,
        @Nullable @Description("Why it belongs to its entity; null when it belongs to none.")
                EvidenceNode evidence,
        @Nullable @Description("Since when the cluster can't be read; null while it is followed.")
                OffsetDateTime staleSince) {
    public static WorkloadNode from(Seen<Workload> seen) {
        Workload it = seen.observation();
        return new WorkloadNode(
                seen.cluster(),
                ObjectNode.from(it.key()),
                Times.text(it.version()),
                it.verdict().health(),
                Times.text(it.verdict().reason()),
                it.wanted(),
                it.ready(),
                it.updated(),
                it.restarts(),
                it.images().stream()
                        .map(
                                image ->
                                        new ImageNode(
                                                image.container(),
                                                image.name(),
                                                Times.text(image.version())))
                        .toList(),
                it.hosts(),
                Times.at(it.createdAt()),
                Times.at(it.rolledOutAt()),
                ConditionNode.all(it.conditions()),
                it.problems(),
                EvidenceNode.from(seen.link()),
                Times.at(seen.staleSince()));
    }
}
