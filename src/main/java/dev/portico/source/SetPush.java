package dev.portico.source;

import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A set of entities that is pushed.
///
/// @param name of the set, as `ci/github.com/acme/orders`
/// @param content JSON objects, one a line, or an array of them
/// @param actor who pushes
/// @param revision the commit it is of; null for none
/// @param branch the branch it may be pushed from, once and for all; null for any
/// @param annotations that say where its entities come from
public record SetPush(
        String name,
        InputStream content,
        String actor,
        @Nullable String revision,
        @Nullable String branch,
        Map<String, String> annotations,
        Options options) {
    public SetPush {
        annotations = Map.copyOf(annotations);
    }

    /// How it is to be taken.
    ///
    /// @param delta whether what is not in the push stays
    /// @param atomic whether nothing is written when one document is rejected
    /// @param confirmRemovals whether the mass-delete guard has been answered
    /// @param ifMatch the version that must stand; `*` for any; null for whatever there is
    public record Options(
            boolean delta,
            boolean dryRun,
            boolean atomic,
            boolean confirmRemovals,
            @Nullable String ifMatch) {}
}
