package dev.portico.source;

import dev.portico.catalog.CatalogWriter;
import dev.portico.catalog.Cause;
import dev.portico.catalog.Delta;
import dev.portico.catalog.SourceLease;
import dev.portico.catalog.SourceLedger;
import dev.portico.model.EntityRef;
import dev.portico.source.store.SourceTable;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What happens to entities whose source is gone: they stay for a grace time, saying since when,
/// and then go. What the program itself brought (its own catalog, the demo) and what a person
/// removed (a registered location) goes at once.
@Singleton
final class MissingSources {
    static final String TAKEN_OUT = "taken out of the configuration";
    private static final Set<String> WITHOUT_GRACE = Set.of("self", "demo", "location");

    private final SourceTable table;
    private final SourceLedger ledger;
    private final CatalogWriter writer;
    private final SourceConfig config;
    private final Clock clock;

    MissingSources(
            SourceTable table,
            SourceLedger ledger,
            CatalogWriter writer,
            SourceConfig config,
            Clock clock) {
        this.table = table;
        this.ledger = ledger;
        this.writer = writer;
        this.config = config;
        this.clock = clock;
    }

    Duration grace() {
        return config.grace();
    }

    /// A source that nothing names any more.
    void notConfigured(SourceLease lease, String kind, @Nullable Instant since) {
        if (WITHOUT_GRACE.contains(kind)) {
            remove(lease.source(), "no longer configured");
        } else {
            gone(lease, since, TAKEN_OUT);
        }
    }

    /// A source that is named but does not exist; answers since when it is missing, or null when
    /// the grace time is over and its entities were removed.
    @Nullable Instant gone(SourceLease lease, @Nullable Instant since, String reason) {
        Instant now = clock.instant();
        if (since == null) {
            Log.warnf(
                    "source is missing source=%s reason=%s grace=%s",
                    lease.source(), reason, config.grace());
            mark(lease, now, reason);
            return now;
        }
        if (since.plus(config.grace()).isBefore(now)) {
            remove(lease.source(), reason);
            return null;
        }
        return since;
    }

    /// A source that is back.
    void back(SourceLease lease) {
        mark(lease, null, null);
    }

    private void mark(SourceLease lease, @Nullable Instant since, @Nullable String reason) {
        table.saveGone(lease.source(), since, reason);
        List<EntityRef> refs = ledger.refs(lease.source());
        Cause cause = new Cause(lease.source(), null, since == null ? "found again" : "missing");
        for (int from = 0; from < refs.size(); from += Delta.MAX_ENTITIES) {
            List<EntityRef> some =
                    refs.subList(from, Math.min(refs.size(), from + Delta.MAX_ENTITIES));
            writer.apply(
                    new Delta(
                            lease, cause, List.of(), List.of(), List.of(), some, Delta.Files.NONE));
        }
    }

    private void remove(String source, String reason) {
        long removed = writer.removeSource(source, reason.replace(' ', '-'));
        Log.infof("source removed source=%s entities=%d reason=%s", source, removed, reason);
    }
}
