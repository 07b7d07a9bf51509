package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.Application;
import dev.portico.runtime.Health;
import dev.portico.runtime.Seen;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// An Application of Argo CD.
@Name("ArgoApplication")
@Description("An Application of Argo CD.")
public record ApplicationNode(
        @Description("Name of the cluster Argo CD runs in.") String cluster,
        @Description("The object.") ObjectNode object,
        @Description("Argo CD's project.") String project,
        @Description("Where its manifests come from.") List<@NonNull Origin> sources,
        @Description("Where it deploys to.") Destination destination,
        @Description("Synced, OutOfSync or Unknown.") String sync,
        @Description("Argo CD's health.") Health health,
        @Nullable @Description("Why, in a sentence; null when there is nothing to say.")
                String reason,
        @Description("What is deployed: one revision for each source.")
                List<@NonNull String> revisions,
        @Description("Images it deploys.") List<@NonNull String> images,
        @Description("Where it is reached.") List<@NonNull String> urls,
        @Nullable @Description("The last or running operation.") Operation operation,
        @Description("What it says of itself.") List<@NonNull ConditionNode> conditions,
        @Description("Its last deployments, newest first, at most 10.")
                List<@NonNull Deployed> history,
        @Description("What it manages, at most 1,000.") List<@NonNull Managed> resources,
        @Nullable @Description("Name of the ApplicationSet that made it.") String applicationSet,
        @Nullable @Description("Why it belongs to its entity; null when it belongs to none.")
                EvidenceNode evidence,
        @Nullable @Description("Since when the cluster can't be read; null while it is followed.")
                OffsetDateTime staleSince) {
    /// Where manifests come from.
    @Name("ArgoSource")
    @Description("Where manifests come from.")
    public record Origin(
            @Description("The repository.") String repoUrl,
            @Nullable @Description("Folder in the repository.") String path,
            @Nullable @Description("Name of the Helm chart.") String chart,
            @Nullable @Description("Branch, tag, commit or version range.")
                    String targetRevision) {}

    /// Where it deploys to.
    @Name("ArgoDestination")
    @Description("Where an Application deploys to.")
    public record Destination(
            @Nullable @Description("URL of the API server.") String server,
            @Nullable @Description("Argo CD's name of the cluster.") String name,
            @Nullable @Description("The namespace.") String namespace) {}

    /// An operation.
    @Name("ArgoOperation")
    @Description("A sync as Argo CD did it.")
    public record Operation(
            @Description("Running, Terminating, Failed, Error or Succeeded.") String phase,
            @Nullable @Description("What it says.") String message,
            @Nullable @Description("What was synced.") String revision,
            @Nullable @Description("Who asked for it, or automated.") String by,
            @Nullable @Description("When it began.") OffsetDateTime startedAt,
            @Nullable @Description("When it ended.") OffsetDateTime finishedAt) {}

    /// A deployment of the past.
    @Name("ArgoDeployment")
    @Description("A deployment of the past.")
    public record Deployed(
            @Description("Argo CD's number of it.") long id,
            @Description("What was deployed.") String revision,
            @Nullable @Description("The repository it came from.") String repoUrl,
            @Nullable @Description("Who asked for it, or automated.") String by,
            @Nullable @Description("When it began.") OffsetDateTime startedAt,
            @Nullable @Description("When it ended.") OffsetDateTime finishedAt) {}

    /// Something it manages.
    @Name("ArgoResource")
    @Description("An object that an Application manages.")
    public record Managed(
            @Description("The object.") ObjectNode object,
            @Nullable @Description("Synced, OutOfSync or Unknown.") String sync,
            @Nullable @Description("Its health; Argo CD 3 does not tell it by default.")
                    String health) {}

    public static ApplicationNode from(Seen<Application> seen) {
        Application it = seen.observation();
        return new ApplicationNode(
                seen.cluster(),
                ObjectNode.from(it.key()),
                it.project(),
                it.sources().stream()
                        .map(
                                source ->
                                        new Origin(
                                                source.repoUrl(),
                                                Times.text(source.path()),
                                                Times.text(source.chart()),
                                                Times.text(source.targetRevision())))
                        .toList(),
                new Destination(
                        Times.text(it.destination().server()),
                        Times.text(it.destination().name()),
                        Times.text(it.destination().namespace())),
                it.sync(),
                it.verdict().health(),
                Times.text(it.verdict().reason()),
                it.revisions(),
                it.images(),
                it.urls(),
                operation(it.operation()),
                ConditionNode.all(it.conditions()),
                it.history().stream().map(deployed -> deployed(deployed, it)).toList(),
                it.resources().stream()
                        .map(
                                managed ->
                                        new Managed(
                                                ObjectNode.from(managed.key()),
                                                Times.text(managed.sync()),
                                                Times.text(managed.health())))
                        .toList(),
                it.applicationSet(),
                EvidenceNode.from(seen.link()),
                Times.at(seen.staleSince()));
    }

    private static @Nullable Operation operation(Application.@Nullable Operation operation) {
        return operation == null
                ? null
                : new Operation(
                        operation.phase(),
                        Times.text(operation.message()),
                        Times.text(operation.revision()),
                        Times.text(operation.by()),
                        Times.at(operation.startedAt()),
                        Times.at(operation.finishedAt()));
    }

    private static Deployed deployed(Application.Deployed deployed, Application application) {
        return new Deployed(
                deployed.id(),
                deployed.revision(),
                application.sources().isEmpty() ? null : application.sources().getFirst().repoUrl(),
                Times.text(deployed.by()),
                Times.at(deployed.startedAt()),
                Times.at(deployed.finishedAt()));
    }
}
