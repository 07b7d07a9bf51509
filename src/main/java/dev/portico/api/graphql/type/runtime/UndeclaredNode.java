package dev.portico.api.graphql.type.runtime;

import dev.portico.runtime.RuntimeQuery;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// Workloads of a namespace that belong to no entity.
@Name("UndeclaredWorkloads")
@Description("Workloads of a namespace that belong to no entity.")
public record UndeclaredNode(
        @Description("Name of the cluster.") String cluster,
        @Description("The namespace.") String namespace,
        @Description("How many there are.") int count,
        @Description("The first 100 of them.") List<@NonNull WorkloadNode> workloads,
        @Description("The documents that would declare them; put them into a catalog-info.yaml.")
                String yaml) {
    private static final int SHOWN = 100;

    public static UndeclaredNode from(RuntimeQuery.Undeclared it) {
        return new UndeclaredNode(
                it.cluster(),
                it.namespace(),
                it.workloads().size(),
                it.workloads().stream().limit(SHOWN).map(WorkloadNode::from).toList(),
                it.yaml());
    }
}
