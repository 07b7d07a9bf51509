package dev.portico.catalog;

import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One declaration of a ref, as an answer to who says so.
///
/// @param primary whether it is the one that gives kind, spec and relations
/// @param conflicting whether another source of the same class was first
/// @param stale problems of a newer version that was rejected
/// @param missingSince since when the source is missing
public record Statement(
        String source,
        String location,
        EntityRef ref,
        Provenance provenance,
        boolean primary,
        boolean conflicting,
        List<Problem> stale,
        @Nullable Instant missingSince) {
    public Statement {
        stale = List.copyOf(stale);
    }
}
