package dev.portico.api.graphql;

import dev.portico.api.graphql.type.ComponentNode;
import dev.portico.api.graphql.type.EntityNode;
import dev.portico.api.graphql.type.runtime.ApplicationNode;
import dev.portico.api.graphql.type.runtime.ClusterNode;
import dev.portico.api.graphql.type.runtime.DeploymentNode;
import dev.portico.api.graphql.type.runtime.EvidenceNode;
import dev.portico.api.graphql.type.runtime.HealthChangeNode;
import dev.portico.api.graphql.type.runtime.HealthNode;
import dev.portico.api.graphql.type.runtime.PlatformResourceNode;
import dev.portico.api.graphql.type.runtime.TransitionNode;
import dev.portico.model.EntityRef;
import dev.portico.query.ForViewer;
import dev.portico.runtime.RuntimeFilter;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.runtime.Seen;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;

/// What runs for an entity, and the entities of what runs.
@GraphQLApi
@Singleton
public final class RuntimeFields {
    private final RuntimeQuery runtime;

    RuntimeFields(@ForViewer RuntimeQuery runtime) {
        this.runtime = runtime;
    }

    @Description(
            "Where it runs: its workloads in all clusters, then what CI jobs reported of other platforms.")
    public List<@NonNull DeploymentNode> deployments(
            @Source EntityNode node,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first) {
        EntityRef ref = node.base().entityRef();
        return Stream.concat(
                        runtime.workloads(RuntimeFilter.of(ref)).stream().map(DeploymentNode::from),
                        runtime.deployments(ref).stream().map(DeploymentNode::from))
                .limit(Limits.page("first", first))
                .toList();
    }

    @Nullable
    @Description("How the worst of what runs for it does; null when nothing is known to run.")
    public HealthNode health(@Source EntityNode node) {
        return runtime.health(node.base().entityRef()).map(HealthNode::from).orElse(null);
    }

    @Description("The Applications of Argo CD that deploy it.")
    public List<@NonNull ApplicationNode> applications(
            @Source EntityNode node,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first) {
        return runtime.applications(RuntimeFilter.of(node.base().entityRef())).stream()
                .limit(Limits.page("first", first))
                .map(ApplicationNode::from)
                .toList();
    }

    @Description("The claims and other resources of Crossplane that belong to it.")
    public List<@NonNull PlatformResourceNode> platformResources(
            @Source EntityNode node,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first) {
        return runtime.platformResources(RuntimeFilter.of(node.base().entityRef())).stream()
                .limit(Limits.page("first", first))
                .map(PlatformResourceNode::from)
                .toList();
    }

    @Query
    @Description(
            "How health, sync states and results of policies of what runs for an entity changed, newest first. Read from the database.")
    public List<@NonNull TransitionNode> runtimeHistory(
            String ref,
            @Nullable
                    @Description("Changes after this time; as far as they are kept when left out.")
                    OffsetDateTime since,
            @Nullable @Description("Only of this: health, sync, or policy/rule.") String facet,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first) {
        return runtime
                .transitions(
                        EntityRef.parse(ref),
                        since == null ? Instant.EPOCH : since.toInstant(),
                        Limits.MAX_PAGE)
                .stream()
                .filter(it -> facet == null || it.facet().startsWith(facet))
                .limit(Limits.page("first", first))
                .map(TransitionNode::from)
                .toList();
    }

    @Description("The components of which something runs there, by ref.")
    public CompletionStage<List<@NonNull ComponentNode>> components(
            @Source ClusterNode cluster,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            Context context) {
        RuntimeFilter onCluster =
                new RuntimeFilter(cluster.name(), null, null, null, List.of(), true);
        List<EntityRef> refs =
                runtime.workloads(onCluster).stream()
                        .map(Seen::entity)
                        .flatMap(Optional::stream)
                        .filter(ref -> ref.kind().equals("component"))
                        .distinct()
                        .sorted()
                        .toList();
        return EntityLoader.many(context, refs, first, ComponentNode.class);
    }

    @Nullable
    @Description("The Resource that stands for the cluster; null until it is there.")
    public CompletionStage<@Nullable EntityNode> entity(
            @Source ClusterNode cluster, Context context) {
        return EntityLoader.one(context, EntityRef.parse(cluster.ref()));
    }

    @Nullable
    @Description("The entity; null when it does not exist any more.")
    public CompletionStage<@Nullable EntityNode> entity(
            @Source EvidenceNode evidence, Context context) {
        return EntityLoader.one(context, EntityRef.parse(evidence.ref()));
    }

    @Nullable
    @Description("The entity; null when it does not exist any more.")
    public CompletionStage<@Nullable EntityNode> entity(
            @Source HealthChangeNode change, Context context) {
        return EntityLoader.one(context, EntityRef.parse(change.ref()));
    }
}
