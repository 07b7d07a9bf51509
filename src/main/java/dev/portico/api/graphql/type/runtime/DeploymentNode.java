package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.Deployment;
import dev.portico.runtime.Health;
import dev.portico.runtime.Seen;
import dev.portico.runtime.Workload;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// Where an entity runs: a workload of a cluster, or what a CI job reported.
@Name("Deployment")
@Description(
        "Where an entity runs: a workload in a cluster, or an environment that a CI job reported.")
public record DeploymentNode(
        @Nullable @Description("Name of the cluster; null for what was reported.") String cluster,
        @Nullable @Description("Namespace in the cluster; null for what was reported.")
                String namespace,
        @Nullable @Description("The environment a CI job named; null in a cluster.")
                String environment,
        @Nullable @Description("What runs there.") String version,
        @Description("How it does.") Health health,
        @Nullable @Description("Why, in a sentence; null when there is nothing to say.")
                String reason,
        @Nullable @Description("Replicas asked for; null for what was reported.") Integer wanted,
        @Nullable @Description("Replicas that are ready; null for what was reported.")
                Integer ready,
        @Description("Where it is reached from outside.") List<@NonNull String> hosts,
        @Nullable @Description("When this version came there.") OffsetDateTime at,
        @Nullable @Description("The commit it was built from, where it was reported.")
                String commit,
        @Nullable @Description("Where it or its run can be seen, where it was reported.")
                String url,
        @Nullable @Description("The workload; null for what was reported.") WorkloadNode workload,
        @Nullable @Description("Since when the cluster can't be read; null while it is followed.")
                OffsetDateTime staleSince) {
    public static DeploymentNode from(Seen<Workload> seen) {
        WorkloadNode workload = WorkloadNode.from(seen);
        return new DeploymentNode(
                workload.cluster(),
                workload.object().namespace(),
                null,
                workload.version(),
                workload.health(),
                workload.reason(),
                workload.wanted(),
                workload.ready(),
                workload.hosts(),
                workload.rolledOutAt(),
                null,
                null,
                workload,
                workload.staleSince());
    }

    public static DeploymentNode from(Deployment reported) {
        return new DeploymentNode(
                null,
                null,
                reported.environment(),
                Times.text(reported.version()),
                reported.health(),
                "Reported by " + reported.actor() + ".",
                null,
                null,
                List.of(),
                Times.at(reported.at()),
                reported.commit(),
                reported.url(),
                null,
                null);
    }
}
