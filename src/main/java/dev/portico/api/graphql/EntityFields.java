package dev.portico.api.graphql;

import dev.portico.api.graphql.type.EntityNode;
import dev.portico.api.graphql.type.EntityVersion;
import dev.portico.api.graphql.type.PageInfoNode;
import dev.portico.api.graphql.type.RelationConnection;
import dev.portico.api.graphql.type.RelationEdge;
import dev.portico.catalog.History;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.query.CatalogPosition;
import dev.portico.query.ForViewer;
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

/// The fields of every entity that take arguments or lead elsewhere.
@GraphQLApi
@Singleton
public final class EntityFields {
    private static final int MAX_VERSIONS = 100;

    private final History history;
    private final CatalogPosition query;

    EntityFields(@ForViewer History history, CatalogPosition query) {
        this.history = history;
        this.query = query;
    }

    @Nullable
    @Description("The group or user that owns it; null when there is none, or it does not exist.")
    public CompletionStage<@Nullable EntityNode> owner(@Source EntityNode node, Context context) {
        return EntityLoader.one(
                context, node.base().targets("ownedBy", Set.of()), EntityNode.class);
    }

    @Description(
            "Its relations in both directions: it is the source of each, for example ownedBy, ownerOf.")
    public RelationConnection relations(
            @Source EntityNode node,
            @Nullable @Description("Only those of this type.") String type,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            @Nullable @Description("Those behind this cursor.") String after) {
        int limit = Limits.page("first", first);
        List<Relation> all =
                node.base().relations().stream()
                        .filter(relation -> type == null || relation.type().equals(type))
                        .toList();
        List<Relation> behind = all;
        if (after != null) {
            Cursors.RelationKey place = Cursors.relation(after);
            behind = all.stream().filter(place::isBefore).toList();
        }
        List<RelationEdge> edges =
                behind.stream()
                        .limit(limit)
                        .map(
                                relation ->
                                        new RelationEdge(
                                                Cursors.ofRelation(relation),
                                                relation.type(),
                                                relation.target().toString()))
                        .toList();
        return new RelationConnection(
                edges,
                new PageInfoNode(
                        behind.size() > edges.size(),
                        behind.size() < all.size(),
                        edges.isEmpty() ? null : edges.getFirst().cursor(),
                        edges.isEmpty() ? null : edges.getLast().cursor()),
                all.size());
    }

    @Nullable
    @Description("The entity at the other end; null when it does not exist.")
    public CompletionStage<@Nullable EntityNode> target(
            @Source RelationEdge edge, Context context) {
        return EntityLoader.one(context, EntityRef.parse(edge.targetRef()));
    }

    @Nullable
    @Description("One annotation.")
    public String annotation(@Source EntityNode node, String key) {
        return node.base().annotation(key).orElse(null);
    }

    @Nullable
    @Description("One label.")
    public String label(@Source EntityNode node, String key) {
        return node.base().label(key).orElse(null);
    }

    @Description("Position of the change log that reads reflect now.")
    public long position(@Source EntityNode node) {
        return query.position();
    }

    @Description("What it was before, newest first. Read from the database, one entity at a time.")
    public List<@NonNull EntityVersion> history(
            @Source EntityNode node,
            @Nullable @DefaultValue("20") @Description("How many versions, at most 100.")
                    Integer first,
            @Nullable @Description("Only versions before this position.") Long before) {
        return versions(node.base().entityRef(), first, before);
    }

    @Query
    @Description("What an entity was before, newest first; also of one that was removed.")
    public List<@NonNull EntityVersion> history(
            String ref,
            @Nullable @DefaultValue("20") @Description("How many versions, at most 100.")
                    Integer first,
            @Nullable @Description("Only versions before this position.") Long before) {
        return versions(EntityRef.parse(ref), first, before);
    }

    private List<EntityVersion> versions(
            EntityRef ref, @Nullable Integer first, @Nullable Long before) {
        int limit = Limits.within("first", first == null ? 20 : first, 1, MAX_VERSIONS);
        return history.versions(ref, limit, before).stream().map(EntityVersion::from).toList();
    }
}
