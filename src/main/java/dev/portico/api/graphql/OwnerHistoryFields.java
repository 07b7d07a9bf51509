package dev.portico.api.graphql;

import dev.portico.api.graphql.type.EntityNode;
import dev.portico.api.graphql.type.PageInfoNode;
import dev.portico.api.graphql.type.ownership.OwnerSpanNode;
import dev.portico.api.graphql.type.ownership.OwnershipChangeConnection;
import dev.portico.api.graphql.type.ownership.OwnershipChangeNode;
import dev.portico.catalog.OwnerHistory;
import dev.portico.model.EntityRef;
import dev.portico.query.ForViewer;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;

/// Who owned what before, and what changed hands.
@GraphQLApi
@Singleton
public final class OwnerHistoryFields {
    private static final int MAX = 100;

    private final OwnerHistory history;

    OwnerHistoryFields(@ForViewer OwnerHistory history) {
        this.history = history;
    }

    @Nullable
    @Description("Who owned it at a time; null for nobody. Read from the database.")
    public OwnerSpanNode ownerAt(
            @Source EntityNode node,
            @Description("The time, such as 2026-10-01T12:00:00Z.") OffsetDateTime at) {
        return history.ownersAt(node.base().entityRef(), at.toInstant()).stream()
                .findFirst()
                .map(OwnerSpanNode::from)
                .orElse(null);
    }

    @Description("Who owned it when, the newest first. Read from the database.")
    public List<@NonNull OwnerSpanNode> ownerHistory(
            @Source EntityNode node,
            @Nullable @DefaultValue("20") @Description("How many, at most 100.") Integer first,
            @Nullable @Description("Only owners it got before this position.") Long before) {
        return owners(node.base().entityRef(), first, before);
    }

    @Query
    @Description("Who owned an entity when, the newest first; also of one that was removed.")
    public List<@NonNull OwnerSpanNode> ownerHistory(
            String ref,
            @Nullable @DefaultValue("20") @Description("How many, at most 100.") Integer first,
            @Nullable @Description("Only owners it got before this position.") Long before) {
        return owners(EntityRef.parse(ref), first, before);
    }

    private List<OwnerSpanNode> owners(
            EntityRef ref, @Nullable Integer first, @Nullable Long before) {
        int limit = Limits.within("first", first == null ? 20 : first, 1, MAX);
        return history.owners(ref, limit, before).stream().map(OwnerSpanNode::from).toList();
    }

    @Query
    @Description(
            "What changed hands in a span of time, oldest first; entities that came or went are not among it. Read from the database.")
    public OwnershipChangeConnection ownershipChanges(
            @Description("Changes after this time.") OffsetDateTime since,
            @Nullable @Description("Changes at this time or before; up to now when left out.")
                    OffsetDateTime until,
            @Nullable @Description("Only what this group or user had or got.") String owner,
            @Nullable @DefaultValue("20") @Description("How many, at most 100.") Integer first,
            @Nullable @Description("Those behind this cursor.") String after) {
        int limit = Limits.within("first", first == null ? 20 : first, 1, MAX);
        List<OwnerHistory.Handover> found =
                history.handovers(
                        new OwnerHistory.HandoverRequest(
                                since.toInstant(),
                                until == null ? null : until.toInstant(),
                                owner == null
                                        ? null
                                        : EntityRef.parse(
                                                owner, "group", EntityRef.DEFAULT_NAMESPACE),
                                after == null ? OwnerHistory.Place.START : Cursors.handover(after),
                                limit + 1));
        List<OwnerHistory.Handover> page = found.subList(0, Math.min(limit, found.size()));
        return new OwnershipChangeConnection(
                page.stream().map(OwnershipChangeNode::from).toList(),
                new PageInfoNode(
                        found.size() > limit,
                        after != null,
                        page.isEmpty() ? null : Cursors.ofHandover(page.getFirst().place()),
                        page.isEmpty() ? null : Cursors.ofHandover(page.getLast().place())));
    }
}
