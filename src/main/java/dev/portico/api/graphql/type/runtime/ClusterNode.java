package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.ClusterState;
import dev.portico.runtime.Health;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A cluster that is followed.
@Name("Cluster")
@Description("A Kubernetes cluster that is followed.")
public record ClusterNode(
        @Description("Its name.") String name,
        @Description("Ref of the Resource that stands for it.") String ref,
        @Description("The source that follows it.") String source,
        @Nullable @Description("Version of its API server.") String version,
        @Nullable
                @Description(
                        "Since when it can't be read; what is shown is of that time. Null while it is followed.")
                OffsetDateTime staleSince,
        @Nullable @Description("Why it can't be read.") String error,
        @Description("What Portico may not read there, and what to grant.")
                List<@NonNull Unseen> unseen,
        @Description("How many objects are known of it.") long objects,
        @Description("How many workloads there are of each health.")
                List<@NonNull HealthCount> health) {
    /// Something that may not be read.
    @Name("UnseenKind")
    @Description("Something that may not be read.")
    public record Unseen(
            @Description("group/kind, and the namespace where it is about one.") String what,
            @Description("What to do about it.") String reason) {}

    /// How many are of a health.
    @Name("HealthCount")
    @Description("How many are of a health.")
    public record HealthCount(Health health, long count) {}

    /// @param ref of the Resource that stands for it
    public static ClusterNode from(ClusterState it, String ref) {
        return new ClusterNode(
                it.cluster(),
                ref,
                it.source(),
                Times.text(it.version()),
                Times.at(it.staleSince()),
                it.error(),
                it.unseen().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new Unseen(entry.getKey(), entry.getValue()))
                        .toList(),
                it.objects(),
                it.health().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new HealthCount(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
