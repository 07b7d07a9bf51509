package dev.portico.catalog;

import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import java.util.List;

/// What one transaction does to one source's declarations; all of it or nothing.
///
/// @param upserts declarations that are new or changed; at most [#MAX_ENTITIES]
/// @param removals declarations that are gone
/// @param stale declarations that stay as they were last good, because what stands there now was
///     rejected
/// @param touched refs to be merged anew because something beside their declarations changed
/// @param files bookkeeping of the files that were read
public record Delta(
        SourceLease lease,
        Cause cause,
        List<Declaration> upserts,
        List<Declaration.Key> removals,
        List<Stale> stale,
        List<EntityRef> touched,
        Files files) {
    public static final int MAX_ENTITIES = 1_000;

    public Delta {
        upserts = List.copyOf(upserts);
        removals = List.copyOf(removals);
        stale = List.copyOf(stale);
        touched = List.copyOf(touched);
    }

    /// A delta that only upserts and removes.
    public static Delta of(
            SourceLease lease,
            Cause cause,
            List<Declaration> upserts,
            List<Declaration.Key> removals) {
        return new Delta(lease, cause, upserts, removals, List.of(), List.of(), Files.NONE);
    }

    /// A declaration whose newest version was rejected, and why.
    public record Stale(Declaration.Key key, List<Problem> problems) {
        public Stale {
            problems = List.copyOf(problems);
        }
    }

    /// What was read. Written in the last delta of a run only, so that a run that dies reads its
    /// files again.
    ///
    /// @param reads files now read; the rejections of their locations are replaced by `rejections`
    /// @param unreads locations that are no more, with their rejections
    public record Files(List<FileRead> reads, List<Rejection> rejections, List<String> unreads) {
        public static final Files NONE = new Files(List.of(), List.of(), List.of());

        public Files {
            reads = List.copyOf(reads);
            rejections = List.copyOf(rejections);
            unreads = List.copyOf(unreads);
        }

        public boolean isEmpty() {
            return reads.isEmpty() && rejections.isEmpty() && unreads.isEmpty();
        }
    }
}
