package dev.portico.catalog;

import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import java.util.List;
import java.util.UUID;

/// The net effect of consecutive transactions, for a follower that keeps a copy of the catalog.
///
/// @param previousId random id of the transaction that the batch follows on; nil when there is none
/// @param position position of the last transaction in the batch
/// @param positionId random id of that transaction: tells a restored and then advanced database
///     from the one that was followed
/// @param entities newest own documents of entities created or updated
/// @param removed refs that exist no more
/// @param relationsAdded those touched that hold now; a copy that is ahead may have some already
/// @param relationsRemoved those touched that hold no more; a copy may never have had some of them
/// @param changes every single change, in order
public record FeedBatch(
        UUID previousId,
        long position,
        UUID positionId,
        List<State> entities,
        List<EntityRef> removed,
        List<RelationPair> relationsAdded,
        List<RelationPair> relationsRemoved,
        List<Change> changes) {
    /// An entity's own document: `metadata.uid` is set, `relations` and `metadata.etag` are not.
    public record State(EntityRef ref, UUID uid, byte[] document) {}
}
