package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.api.graphql.type.ChangeSubscriberNode;
import dev.portico.api.graphql.type.EntityNode;
import dev.portico.api.graphql.type.RegisteredLocation;
import dev.portico.api.graphql.type.RejectionPage;
import dev.portico.api.graphql.type.SourceNode;
import dev.portico.api.graphql.type.WhyNode;
import dev.portico.catalog.Locations;
import dev.portico.model.EntityRef;
import dev.portico.notify.Subscribers;
import dev.portico.source.Sources;
import dev.portico.source.Why;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;

/// The root fields about where the catalog comes from and where its changes go to.
@GraphQLApi
@Singleton
public final class SourceQueries {
    private static final int MAX_OFFSET = 1_000;

    private final Sources sources;
    private final Locations locations;
    private final Why why;
    private final Subscribers subscribers;
    private final Gate gate;

    SourceQueries(
            Sources sources, Locations locations, Why why, Subscribers subscribers, Gate gate) {
        this.gate = gate;
        this.sources = sources;
        this.locations = locations;
        this.why = why;
        this.subscribers = subscribers;
    }

    @Query
    @Description("All sources by name, with their state and problems.")
    public List<@NonNull SourceNode> sources() {
        gate.require(Permission.SOURCE_READ);
        return sources.reports().stream().map(SourceNode::new).toList();
    }

    @Query
    @Nullable
    @Description("One source; null when there is none of that name.")
    public SourceNode source(String name) {
        gate.require(Permission.SOURCE_READ);
        return sources.report(name).map(SourceNode::new).orElse(null);
    }

    @Description(
            "Documents that were kept out, with every problem. A source keeps at most 1,000 of them.")
    public RejectionPage rejections(
            @Source SourceNode source,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            @Nullable @DefaultValue("0") @Description("How many to skip, at most 1,000.")
                    Integer offset) {
        return source.rejections(
                Limits.within("offset", offset == null ? 0 : offset, 0, MAX_OFFSET),
                Limits.page("first", first));
    }

    @Query
    @Description("All registered locations.")
    public List<@NonNull RegisteredLocation> locations() {
        gate.require(Permission.LOCATION_READ);
        return locations.list().stream().map(RegisteredLocation::from).toList();
    }

    @Query
    @Nullable
    @Description("One registered location; null when there is none of that id.")
    public RegisteredLocation location(String id) {
        gate.require(Permission.LOCATION_READ);
        return locations.find(id).map(RegisteredLocation::from).orElse(null);
    }

    @Nullable
    @Description("The Location entity that stands for it; null until it is there.")
    public CompletionStage<@Nullable EntityNode> entity(
            @Source RegisteredLocation location, Context context) {
        return EntityLoader.one(context, EntityRef.parse(location.entityRef()));
    }

    @Query
    @Description("Why an entity is, or is not, in the catalog. Answers for any ref.")
    public WhyNode why(String ref) {
        EntityRef entity = EntityRef.parse(ref);
        gate.require(Permission.SOURCE_READ);
        gate.require(Permission.ENTITY_READ, entity);
        return WhyNode.from(why.explain(entity));
    }

    @Query
    @Description("Who is told of changes by webhook, by name.")
    public List<@NonNull ChangeSubscriberNode> changeSubscribers() {
        gate.require(Permission.WEBHOOK_READ);
        return subscribers.statuses().stream().map(ChangeSubscriberNode::from).toList();
    }
}
