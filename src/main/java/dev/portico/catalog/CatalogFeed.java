package dev.portico.catalog;

import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// The change log for a follower that keeps a copy of the whole catalog, as the index does.
///
/// All methods are UNAVAILABLE while the database is away.
public interface CatalogFeed {
    /// Random id of the database: differs after the program was pointed at another one.
    UUID databaseId();

    /// Position of the newest transaction; 0 for an empty log.
    long latest();

    /// The random id of the transaction at a position; empty when there is none (any more).
    Optional<UUID> positionId(long position);

    /// The net effect of the next transactions behind a position, at most about `maxChanges`
    /// changes unless a single transaction has more; empty when there is none.
    Optional<FeedBatch> read(long after, int maxChanges);

    /// How many changes there are behind a position, counted up to `atMost`.
    int waiting(long after, int atMost);

    /// How many entities there are now.
    long entities();

    /// Streams the whole catalog as it is at one position, on one snapshot of the database:
    /// first all relations, then all entities.
    Snapshot snapshot(Consumer<FeedBatch.State> entities, Consumer<RelationPair> relations);

    /// What a snapshot was taken of. `positionId` is the nil UUID at position 0.
    record Snapshot(long position, UUID positionId) {}

    /// The next refs behind a text, `""` for the first, and what they hold now, on one snapshot.
    ///
    /// @param limit most refs in the slice, from 1
    FeedSlice slice(String after, int limit);

    /// The own documents that these refs have now; refs without an entity are left out.
    List<FeedBatch.State> states(Collection<EntityRef> refs);

    /// Calls back when there may be something new; calls may be spurious, and may be missing for
    /// up to 200 ms. Ends with `close`.
    AutoCloseable onWake(Runnable listener);
}
