package dev.portico.api.graphql;

import dev.portico.api.graphql.type.EntityNode;
import dev.portico.api.graphql.type.FacetValue;
import dev.portico.api.graphql.type.HopNode;
import dev.portico.api.graphql.type.ImpactNode;
import dev.portico.api.graphql.type.OwnerCountNode;
import dev.portico.api.graphql.type.WalkNode;
import dev.portico.api.graphql.type.WalkStep;
import dev.portico.model.EntityRef;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.query.Impact;
import dev.portico.query.ImpactRequest;
import dev.portico.query.Walk;
import dev.portico.query.WalkRequest;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;

/// The root fields that follow relations over many steps.
@GraphQLApi
@Singleton
public final class GraphQueries {
    private static final int MAX_DEPTH = 20;

    private final CatalogQuery query;

    GraphQueries(@ForViewer CatalogQuery query) {
        this.query = query;
    }

    @Query
    @Description(
            "Everything that can be reached from an entity over relations, nearest first, each entity once.")
    public WalkNode walk(
            @Description("Where to start.") String ref,
            @Nullable
                    @Description(
                            "Types of relations to follow, such as dependsOn; all when left out.")
                    List<@NonNull String> types,
            @Nullable @DefaultValue("3") @Description("How many relations far, at most 20.")
                    Integer depth,
            @Nullable @DefaultValue("100") @Description("How many entities, at most 500.")
                    Integer limit) {
        WalkRequest request =
                new WalkRequest(
                        EntityRef.parse(ref),
                        types(types),
                        Limits.within("depth", depth == null ? 3 : depth, 1, MAX_DEPTH),
                        Limits.within("limit", limit == null ? 100 : limit, 1, Limits.MAX_PAGE));
        Walk walk = query.walk(request);
        return new WalkNode(steps(walk.steps()), walk.truncated());
    }

    @Query
    @Description(
            "What would be affected if an entity failed or went: everything that depends on it, directly or through others, counted by owner and kind.")
    public ImpactNode impact(
            @Description("The entity that fails or goes.") String ref,
            @Nullable
                    @Description(
                            "Types of relations that lead to what depends on an entity; dependencyOf, providesApi, apiConsumedBy and hasPart when left out.")
                    List<@NonNull String> types,
            @Nullable @DefaultValue("20") @Description("How many relations far, at most 20.")
                    Integer depth,
            @Nullable
                    @DefaultValue("100")
                    @Description("How many entities to answer, at most 500; all are counted.")
                    Integer limit) {
        Impact impact =
                query.impact(
                        new ImpactRequest(
                                EntityRef.parse(ref),
                                types == null ? ImpactRequest.DEPENDENTS : Set.copyOf(types),
                                Limits.within(
                                        "depth", depth == null ? MAX_DEPTH : depth, 1, MAX_DEPTH),
                                Limits.within(
                                        "limit", limit == null ? 100 : limit, 0, Limits.MAX_PAGE)));
        return new ImpactNode(
                impact.total(),
                impact.truncated(),
                impact.byOwner().stream()
                        .map(it -> new OwnerCountNode(it.owner().toString(), it.count()))
                        .toList(),
                impact.unowned(),
                impact.byKind().stream().map(it -> new FacetValue(it.value(), it.count())).toList(),
                steps(impact.steps()));
    }

    private static List<WalkStep> steps(List<Walk.Step> steps) {
        return steps.stream()
                .map(
                        step ->
                                new WalkStep(
                                        step.ref().toString(),
                                        step.depth(),
                                        step.path().stream().map(HopNode::from).toList()))
                .toList();
    }

    @Nullable
    @Description("The owner; null when it does not exist.")
    public CompletionStage<@Nullable EntityNode> owner(
            @Source OwnerCountNode count, Context context) {
        return EntityLoader.one(context, EntityRef.parse(count.ref()));
    }

    @Query
    @Nullable
    @Description(
            "A shortest path from one entity to another; null when there is none within 20 steps.")
    public List<@NonNull HopNode> path(
            String from,
            String to,
            @Nullable
                    @Description(
                            "Types of relations to follow, such as dependsOn; all when left out.")
                    List<@NonNull String> types) {
        return query.path(EntityRef.parse(from), EntityRef.parse(to), types(types))
                .map(path -> path.stream().map(HopNode::from).toList())
                .orElse(null);
    }

    @Nullable
    @Description("The entity found; null when it does not exist.")
    public CompletionStage<@Nullable EntityNode> entity(@Source WalkStep step, Context context) {
        return EntityLoader.one(context, EntityRef.parse(step.ref()));
    }

    @Nullable
    @Description("Where the relation starts; null when that does not exist.")
    public CompletionStage<@Nullable EntityNode> source(@Source HopNode hop, Context context) {
        return EntityLoader.one(context, EntityRef.parse(hop.sourceRef()));
    }

    @Nullable
    @Description("Where the relation leads; null when that does not exist.")
    public CompletionStage<@Nullable EntityNode> target(@Source HopNode hop, Context context) {
        return EntityLoader.one(context, EntityRef.parse(hop.targetRef()));
    }

    private static Set<String> types(@Nullable List<String> types) {
        return types == null ? Set.of() : Set.copyOf(types);
    }
}
