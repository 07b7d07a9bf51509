package dev.portico.runtime;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one cluster tells, written in order by the one node that follows it. Not for many threads.
///
/// Every method throws CONFLICT when another node follows the cluster by now, UNAVAILABLE while the
/// database is away; then nothing was written and the same may be written again.
public interface RuntimeStream {
    /// Every object of which something is kept.
    Set<ObjectKey> known();

    /// Writes what differs from what is kept, with the transitions this makes, in one short
    /// transaction for each 1,000; equal observations cost nothing. Answers how many rows it wrote.
    ///
    /// @param changed no two of one key
    int write(Collection<? extends Observation> changed, Collection<ObjectKey> gone);

    /// Says how the following goes; written only when something of it changed.
    void status(Status status);

    /// @param staleSince since when the cluster can't be read; null while it is followed
    /// @param error why, in a sentence without secrets; null while it is followed
    /// @param version of the API server, `v1.37.2`; empty while unknown
    /// @param unseen what may not be read, by `group/kind` or `group/kind in namespace`, and why
    record Status(
            @Nullable Instant staleSince,
            @Nullable String error,
            String version,
            Map<String, String> unseen) {
        public Status {
            unseen = Map.copyOf(unseen);
        }
    }
}
