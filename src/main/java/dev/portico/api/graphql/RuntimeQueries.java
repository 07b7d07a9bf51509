package dev.portico.api.graphql;

import dev.portico.api.graphql.type.runtime.ApplicationNode;
import dev.portico.api.graphql.type.runtime.ApplicationPage;
import dev.portico.api.graphql.type.runtime.ApplicationSetNode;
import dev.portico.api.graphql.type.runtime.ApplicationSetPage;
import dev.portico.api.graphql.type.runtime.ClusterNode;
import dev.portico.api.graphql.type.runtime.PlatformApiNode;
import dev.portico.api.graphql.type.runtime.PlatformApiPage;
import dev.portico.api.graphql.type.runtime.PlatformResourceNode;
import dev.portico.api.graphql.type.runtime.PlatformResourcePage;
import dev.portico.api.graphql.type.runtime.PlatformTreeNode;
import dev.portico.api.graphql.type.runtime.RuntimeFilterInput;
import dev.portico.api.graphql.type.runtime.UndeclaredNode;
import dev.portico.api.graphql.type.runtime.WorkloadNode;
import dev.portico.api.graphql.type.runtime.WorkloadPage;
import dev.portico.model.EntityRef;
import dev.portico.query.ForViewer;
import dev.portico.runtime.Application;
import dev.portico.runtime.ApplicationSet;
import dev.portico.runtime.ClusterState;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.PlatformApi;
import dev.portico.runtime.PlatformResource;
import dev.portico.runtime.RuntimeFilter;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.runtime.Seen;
import dev.portico.runtime.Workload;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/// The root fields about what runs where.
@GraphQLApi
@Singleton
public final class RuntimeQueries {
    private final RuntimeQuery runtime;

    RuntimeQueries(@ForViewer RuntimeQuery runtime) {
        this.runtime = runtime;
    }

    @Query
    @Description("The clusters that are followed, by name.")
    public List<@NonNull ClusterNode> clusters() {
        return runtime.clusters().stream().map(RuntimeQueries::cluster).toList();
    }

    @Query
    @Nullable
    @Description("One cluster; null when none of that name is followed.")
    public ClusterNode cluster(String name) {
        return runtime.clusters().stream()
                .filter(it -> it.cluster().equals(name))
                .map(RuntimeQueries::cluster)
                .findFirst()
                .orElse(null);
    }

    private static ClusterNode cluster(ClusterState state) {
        EntityRef ref = new EntityRef("resource", EntityRef.DEFAULT_NAMESPACE, state.cluster());
        return ClusterNode.from(state, ref.toString());
    }

    @Query
    @Description("Workloads by cluster, namespace, kind and name.")
    public WorkloadPage workloads(
            @Nullable RuntimeFilterInput filter,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            @Nullable @Description("Those behind this cursor.") String after) {
        RuntimePage<Seen<Workload>> page =
                RuntimePage.of(runtime.workloads(filter(filter)), first, after);
        return new WorkloadPage(
                page.nodes().stream().map(WorkloadNode::from).toList(), page.info(), page.total());
    }

    @Query
    @Description("Applications of Argo CD by cluster, namespace and name.")
    public ApplicationPage applications(
            @Nullable RuntimeFilterInput filter,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            @Nullable @Description("Those behind this cursor.") String after) {
        RuntimePage<Seen<Application>> page =
                RuntimePage.of(runtime.applications(filter(filter)), first, after);
        return new ApplicationPage(
                page.nodes().stream().map(ApplicationNode::from).toList(),
                page.info(),
                page.total());
    }

    @Query
    @Description("ApplicationSets of Argo CD by cluster, namespace and name.")
    public ApplicationSetPage applicationSets(
            @Nullable RuntimeFilterInput filter,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            @Nullable @Description("Those behind this cursor.") String after) {
        RuntimePage<Seen<ApplicationSet>> page =
                RuntimePage.of(runtime.applicationSets(filter(filter)), first, after);
        return new ApplicationSetPage(
                page.nodes().stream().map(ApplicationSetNode::from).toList(),
                page.info(),
                page.total());
    }

    @Query
    @Description("What teams may ask the platform for: definitions of Crossplane.")
    public PlatformApiPage platformApis(
            @Nullable RuntimeFilterInput filter,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            @Nullable @Description("Those behind this cursor.") String after) {
        RuntimePage<Seen<PlatformApi>> page =
                RuntimePage.of(runtime.platformApis(filter(filter)), first, after);
        return new PlatformApiPage(
                page.nodes().stream().map(PlatformApiNode::from).toList(),
                page.info(),
                page.total());
    }

    @Query
    @Description("Claims, composite and managed resources of Crossplane.")
    public PlatformResourcePage platformResources(
            @Nullable RuntimeFilterInput filter,
            @Nullable @Description("Only these.") List<PlatformResource.@NonNull Role> roles,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            @Nullable @Description("Those behind this cursor.") String after) {
        List<Seen<PlatformResource>> all =
                runtime.platformResources(filter(filter)).stream()
                        .filter(
                                it ->
                                        roles == null
                                                || roles.isEmpty()
                                                || roles.contains(it.observation().role()))
                        .toList();
        RuntimePage<Seen<PlatformResource>> page = RuntimePage.of(all, first, after);
        return new PlatformResourcePage(
                page.nodes().stream().map(PlatformResourceNode::from).toList(),
                page.info(),
                page.total());
    }

    @Query
    @Nullable
    @Description(
            "A claim, composite or managed resource with everything below it; null when it is not known.")
    public PlatformTreeNode platformTree(
            @Description("Name of the cluster.") String cluster,
            @Nullable @DefaultValue("") @Description("API group.") String group,
            String kind,
            @Nullable @DefaultValue("") @Description("Empty for one of the cluster as a whole.")
                    String namespace,
            String name) {
        return runtime.tree(
                        cluster,
                        new ObjectKey(
                                group == null ? "" : group,
                                kind,
                                namespace == null ? "" : namespace,
                                name))
                .map(PlatformTreeNode::from)
                .orElse(null);
    }

    @Query
    @Description(
            "Workloads that belong to no entity, by cluster and namespace, with the documents that would declare them.")
    public List<@NonNull UndeclaredNode> undeclaredWorkloads(
            @Nullable @Description("Only of this cluster.") String cluster,
            @Nullable @Description("Only of this namespace.") String namespace,
            @Nullable @DefaultValue("50") @Description("How many namespaces, at most 500.")
                    Integer first) {
        RuntimeFilter filter = new RuntimeFilter(cluster, namespace, null, null, List.of(), false);
        return runtime.undeclared(filter).stream()
                .limit(Limits.page("first", first))
                .map(UndeclaredNode::from)
                .toList();
    }

    /// What the runtime understands by a filter of the schema.
    static RuntimeFilter filter(@Nullable RuntimeFilterInput input) {
        return input == null
                ? RuntimeFilter.ALL
                : new RuntimeFilter(
                        input.cluster(),
                        input.namespace(),
                        input.ref() == null ? null : EntityRef.parse(input.ref()),
                        input.owner() == null
                                ? null
                                : EntityRef.parse(
                                        input.owner(), "group", EntityRef.DEFAULT_NAMESPACE),
                        input.health() == null ? List.of() : input.health(),
                        input.linked());
    }
}
