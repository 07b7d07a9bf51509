package dev.portico.api.graphql;

import dev.portico.api.graphql.type.EntitySnapshot;
import dev.portico.api.graphql.type.EntityVersion;
import dev.portico.api.graphql.type.PageInfoNode;
import dev.portico.api.graphql.type.VersionConnection;
import dev.portico.catalog.History;
import dev.portico.model.EntityRef;
import dev.portico.query.ForViewer;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Query;

/// The root fields that ask about the past.
@GraphQLApi
@Singleton
public final class HistoryQueries {
    private static final int MAX_CHANGES = 100;

    private final History history;

    HistoryQueries(@ForViewer History history) {
        this.history = history;
    }

    @Query
    @Nullable
    @Description(
            "An entity as it was at a time, with its relations then; null when there was none. Read from the database.")
    public EntitySnapshot entityAsOf(
            String ref,
            @Description("The time, such as 2026-10-01T12:00:00Z.") OffsetDateTime at,
            @Nullable @DefaultValue("50") @Description("How many of its relations, at most 500.")
                    Integer first) {
        EntityRef entity = EntityRef.parse(ref);
        int limit = Limits.page("first", first);
        return history.asOf(entity, at.toInstant())
                .map(snapshot -> EntitySnapshot.from(entity, snapshot, limit))
                .orElse(null);
    }

    @Query
    @Description("What changed in a span of time, oldest first. Read from the database.")
    public VersionConnection changesBetween(
            @Description("Changes after this time.") OffsetDateTime from,
            @Description("Changes at this time or before.") OffsetDateTime to,
            @Nullable
                    @Description(
                            "Only entities that this group or user owned right before or right after the change.")
                    String owner,
            @Nullable @Description("Only changes that this source made.") String source,
            @Nullable @DefaultValue("20") @Description("How many, at most 100.") Integer first,
            @Nullable @Description("Those behind this cursor.") String after) {
        int limit = Limits.within("first", first == null ? 20 : first, 1, MAX_CHANGES);
        List<History.Version> found =
                history.changes(
                        new History.ChangesRequest(
                                from.toInstant(),
                                to.toInstant(),
                                owner == null ? null : EntityRef.parse(owner),
                                source,
                                after == null ? null : Cursors.change(after),
                                limit + 1));
        List<History.Version> page = found.subList(0, Math.min(limit, found.size()));
        return new VersionConnection(
                page.stream().map(EntityVersion::from).toList(),
                new PageInfoNode(
                        found.size() > limit,
                        after != null,
                        page.isEmpty() ? null : cursor(page.getFirst()),
                        page.isEmpty() ? null : cursor(page.getLast())));
    }

    private static String cursor(History.Version version) {
        return Cursors.ofChange(new History.Place(version.position(), version.ordinal()));
    }
}
