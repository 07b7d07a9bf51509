package dev.portico.catalog;

import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A part of the catalog in the order of refs, for a follower to compare its copy with.
///
/// @param after the text that the slice begins behind
/// @param position position of the newest transaction that the part shows
/// @param positionId random id of that transaction; the nil UUID at position 0
/// @param entries every ref of the part that is or was an entity, in the order of their UTF-8 bytes
/// @param relations those that the documents of these refs make
/// @param last whether there is nothing behind it
public record FeedSlice(
        String after,
        long position,
        UUID positionId,
        List<Entry> entries,
        List<RelationPair> relations,
        boolean last) {
    /// @param uid null where there is no such entity now, and so is the hash
    /// @param hash the own document's without uid; see [StoredDocument]
    public record Entry(EntityRef ref, @Nullable UUID uid, @Nullable String hash) {}
}
