package dev.portico.catalog;

import dev.portico.catalog.store.ApplyDelta;
import dev.portico.catalog.store.ChangeSignal;
import dev.portico.catalog.store.SourceRemoval;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;

/// The one way in: whatever changes the catalog is a delta applied here.
@Singleton
public final class CatalogWriter {
    private final ApplyDelta applyDelta;
    private final SourceRemoval sourceRemoval;
    private final ChangeSignal signal;

    public CatalogWriter(ApplyDelta applyDelta, SourceRemoval sourceRemoval, ChangeSignal signal) {
        this.applyDelta = applyDelta;
        this.sourceRemoval = sourceRemoval;
        this.signal = signal;
    }

    /// Applies a delta: all of it or nothing. Answers when it is committed.
    ///
    /// CONFLICT when another node has taken the source since the lease was given, UNAVAILABLE when
    /// the database is away; then nothing was done and the same delta may be applied again.
    public Applied apply(Delta delta) {
        Timer.Sample sample = Timer.start();
        Applied applied = applyDelta.run(delta);
        sample.stop(Metrics.timer("portico.catalog.deltas.time"));
        Metrics.counter("portico.catalog.deltas").increment();
        if (applied.changedSomething()) {
            signal.tell(ChangeSignal.CHANGES, String.valueOf(applied.position()));
        }
        return applied;
    }

    /// Applies claims: all of a delta or nothing. Answers when it is committed, or what would be
    /// when it is a dry run. CONFLICT and UNAVAILABLE as for declarations.
    public ClaimDelta.Result apply(ClaimDelta delta) {
        Timer.Sample sample = Timer.start();
        ClaimDelta.Result result = applyDelta.run(delta);
        sample.stop(Metrics.timer("portico.catalog.claims.time"));
        if (!delta.dryRun()) {
            Metrics.counter("portico.catalog.claims").increment(delta.changes().size());
            signal.tell(ChangeSignal.CHANGES, String.valueOf(result.applied().position()));
        }
        return result;
    }

    /// Removes a source with everything it said, whoever holds it. Answers how many entities went.
    public long removeSource(String source, String actor) {
        long removed = sourceRemoval.remove(source, actor);
        signal.tell(ChangeSignal.CHANGES, "");
        return removed;
    }
}
