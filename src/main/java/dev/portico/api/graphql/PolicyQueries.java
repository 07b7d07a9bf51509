package dev.portico.api.graphql;

import dev.portico.api.graphql.type.EntityNode;
import dev.portico.api.graphql.type.FacetValue;
import dev.portico.api.graphql.type.runtime.PolicyNode;
import dev.portico.api.graphql.type.runtime.PolicyPage;
import dev.portico.api.graphql.type.runtime.PolicyResultNode;
import dev.portico.api.graphql.type.runtime.PolicyResultPage;
import dev.portico.api.graphql.type.runtime.RuntimeFilterInput;
import dev.portico.query.ForViewer;
import dev.portico.runtime.Policy;
import dev.portico.runtime.RuntimeFilter;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.runtime.RuntimeQuery.PolicyOutcome;
import dev.portico.runtime.Seen;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;

/// Policies and what their engines say of what runs.
@GraphQLApi
@Singleton
public final class PolicyQueries {
    private final RuntimeQuery runtime;

    PolicyQueries(@ForViewer RuntimeQuery runtime) {
        this.runtime = runtime;
    }

    @Query
    @Description("Policies of Kyverno by cluster, namespace, kind and name.")
    public PolicyPage policies(
            @Nullable RuntimeFilterInput filter,
            @Nullable
                    @DefaultValue("false")
                    @Description("Only those of which no report has a result.")
                    Boolean withoutResults,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            @Nullable @Description("Those behind this cursor.") String after) {
        Map<String, Long> results =
                runtime.policyResults(RuntimeFilter.ALL).stream()
                        .collect(
                                Collectors.groupingBy(
                                        it -> place(it.report().cluster(), it.result().policy()),
                                        Collectors.counting()));
        Function<Seen<Policy>, Long> counted =
                it -> results.getOrDefault(place(it.cluster(), nameInReports(it)), 0L);
        List<Seen<Policy>> all =
                runtime.policies(RuntimeQueries.filter(filter)).stream()
                        .filter(
                                it ->
                                        !Boolean.TRUE.equals(withoutResults)
                                                || counted.apply(it) == 0)
                        .toList();
        RuntimePage<Seen<Policy>> page = RuntimePage.of(all, first, after);
        return new PolicyPage(
                page.nodes().stream().map(it -> PolicyNode.from(it, counted.apply(it))).toList(),
                page.info(),
                page.total());
    }

    /// Reports name a policy of a namespace with that namespace.
    private static String nameInReports(Seen<Policy> policy) {
        String namespace = policy.observation().key().namespace();
        String name = policy.observation().key().name();
        return namespace.isEmpty() ? name : namespace + '/' + name;
    }

    private static String place(String cluster, String policy) {
        return cluster + ' ' + policy;
    }

    @Query
    @Description("What policy engines say of what runs.")
    public PolicyResultPage policyResults(
            @Nullable RuntimeFilterInput filter,
            @Nullable @Description("Only of this policy.") String policy,
            @Nullable @Description("Only these: pass, fail, warn, error, skip.")
                    List<@NonNull String> outcomes,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            @Nullable @Description("Those behind this cursor.") String after) {
        return results(RuntimeQueries.filter(filter), policy, outcomes, first, after);
    }

    @Description("What policy engines say of what runs for it.")
    public PolicyResultPage policyResults(
            @Source EntityNode node,
            @Nullable @Description("Only these: pass, fail, warn, error, skip.")
                    List<@NonNull String> outcomes,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            @Nullable @Description("Those behind this cursor.") String after) {
        return results(RuntimeFilter.of(node.base().entityRef()), null, outcomes, first, after);
    }

    private PolicyResultPage results(
            RuntimeFilter filter,
            @Nullable String policy,
            @Nullable List<String> outcomes,
            @Nullable Integer first,
            @Nullable String after) {
        List<PolicyOutcome> all =
                runtime.policyResults(filter).stream()
                        .filter(it -> policy == null || it.result().policy().equals(policy))
                        .filter(
                                it ->
                                        outcomes == null
                                                || outcomes.isEmpty()
                                                || outcomes.contains(it.result().outcome()))
                        .toList();
        RuntimePage<PolicyOutcome> page = RuntimePage.of(all, first, after);
        return new PolicyResultPage(
                page.nodes().stream().map(PolicyResultNode::from).toList(),
                page.info(),
                page.total(),
                counts(all));
    }

    private static List<FacetValue> counts(List<PolicyOutcome> outcomes) {
        return outcomes.stream()
                .collect(Collectors.groupingBy(it -> it.result().outcome(), Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> new FacetValue(entry.getKey(), entry.getValue()))
                .sorted(
                        Comparator.comparingLong(FacetValue::count)
                                .reversed()
                                .thenComparing(FacetValue::value))
                .toList();
    }
}
