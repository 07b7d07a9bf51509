package dev.portico.source.kubernetes.read;

import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import java.util.List;

/// What changed since the last drain.
///
/// @param changed new and changed observations, no two of one key
/// @param gone of which nothing is to be kept any more; may name objects that were never told
/// @param declarations true when [ClusterBook#drafts] answers something else now
/// @param subjects true when [ClusterBook#subjects] answers something else now, apart from numbers,
///     versions, conditions and verdicts: a mapping to entities may come to other results
/// @param interests true when [ClusterBook#interests] answers something else now
public record Changes(
        List<Observation> changed,
        List<ObjectKey> gone,
        boolean declarations,
        boolean subjects,
        boolean interests) {
    public Changes {
        changed = List.copyOf(changed);
        gone = List.copyOf(gone);
    }

    public boolean isEmpty() {
        return changed.isEmpty() && gone.isEmpty() && !declarations && !subjects && !interests;
    }
}
