package dev.portico.catalog;

import java.util.List;

/// What one transaction does to one source's declarations; all of it or nothing.
///
/// @param upserts declarations that are new or changed; at most [#MAX_ENTITIES]
/// @param removals declarations that are gone
/// @param rejectedAt locations whose rejections are replaced by `rejections`
/// @param rejections documents kept out; a ref that stood before keeps its last good state and
///     gets a status
/// @param reads files now read; written only together with all that was read in them
/// @param unreads locations that are no more
public record Delta(
        SourceLease lease,
        Cause cause,
        List<Declaration> upserts,
        List<Declaration.Key> removals,
        List<String> rejectedAt,
        List<Rejection> rejections,
        List<FileRead> reads,
        List<String> unreads) {
    public static final int MAX_ENTITIES = 1_000;

    public Delta {
        upserts = List.copyOf(upserts);
        removals = List.copyOf(removals);
        rejectedAt = List.copyOf(rejectedAt);
        rejections = List.copyOf(rejections);
        reads = List.copyOf(reads);
        unreads = List.copyOf(unreads);
    }
}
