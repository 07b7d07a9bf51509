package dev.portico.source;

import dev.portico.catalog.SourceLease;
import dev.portico.source.store.SourceRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What this node knows of one source it holds. All fields are guarded by the scheduler's lock.
final class SourceState {
    final Source source;
    final SourceLease lease;
    boolean running;
    boolean ranOnce;
    @Nullable String requestedBy;
    Instant due;
    int failures;
    SourceRow.State saved;
    @Nullable Instant lastRunAt;
    @Nullable Instant missingSince;

    SourceState(Source source, SourceLease lease, Instant due, SourceRow row) {
        this.source = source;
        this.lease = lease;
        this.due = due;
        this.saved = row.state();
        this.lastRunAt = row.state().lastRunAt();
        this.missingSince = row.goneSince();
        this.requestedBy = "start";
    }

    SourceInfo info() {
        return source.info();
    }
}
