package dev.portico.catalog;

import dev.portico.catalog.store.ReadClaims;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.quarkus.logging.Log;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Works the end of claims into their entities, within a second of it by the database's clock, and
/// merges all that is claimed anew when the order of sources is another than before.
///
/// Nodes that read sources do; what two of them find at once the second finds done, since the refs
/// are locked.
@Singleton
public final class ClaimUpkeep {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(5);
    private static final int PURGE_EVERY = 600;

    private final ReadClaims claims;
    private final CatalogWriter writer;
    private final ClaimOrder order;
    private final Keep keep;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private boolean closed;
    private boolean ordered;
    private @Nullable Thread thread;

    /// How long claims are kept.
    ///
    /// @param expired those that ran out, from then
    /// @param past what was claimed of owners, from when something else was
    public record Keep(Duration expired, Duration past) {}

    @Inject
    ClaimUpkeep(ReadClaims claims, CatalogWriter writer, ClaimOrder order, ClaimConfig config) {
        this(claims, writer, order, new Keep(config.keepExpired(), config.keepPast()));
    }

    public ClaimUpkeep(ReadClaims claims, CatalogWriter writer, ClaimOrder order, Keep keep) {
        this.keep = keep;
        this.claims = claims;
        this.writer = writer;
        this.order = order;
    }

    public void start() {
        thread = Thread.ofVirtual().name("portico-claims").start(this::loop);
    }

    public void stop() {
        lock.lock();
        try {
            closed = true;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (thread != null) {
                thread.join(END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        try {
            for (int round = 0; pause(); round++) {
                try {
                    look();
                    if (round % PURGE_EVERY == 0) {
                        purge();
                    }
                } catch (PorticoException e) {
                    if (e.code() != ErrorCode.UNAVAILABLE) {
                        Log.error("Claims not looked after", e);
                    }
                } catch (RuntimeException e) {
                    Log.error("Claims not looked after", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean pause() throws InterruptedException {
        lock.lock();
        try {
            long left = LOOK.toNanos();
            while (!closed && left > 0) {
                left = ended.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// One look; answers how many refs were merged anew.
    int look() {
        int merged = ordered ? 0 : reorder();
        ordered = true;
        for (List<EntityRef> refs = claims.expired(); !refs.isEmpty(); refs = claims.expired()) {
            merge(refs, "expiry");
            merged += refs.size();
        }
        return merged;
    }

    /// Withdraws claims that ran out long ago, and removes those withdrawn long ago and what was
    /// claimed of owners before.
    void purge() {
        for (List<ClaimDelta.Change> old = claims.longExpired(keep.expired());
                !old.isEmpty();
                old = claims.longExpired(keep.expired())) {
            ClaimDelta.Result unused =
                    writer.apply(ClaimDelta.of(new Cause("claims", null, "retention"), old));
        }
        claims.purge();
        int gone;
        do {
            gone = claims.purgePast(keep.past());
        } while (gone == ReadClaims.BATCH);
    }

    private int reorder() {
        String before = claims.mergedBy().orElse("");
        if (before.equals(order.toString())) {
            return 0;
        }
        int merged = 0;
        for (List<EntityRef> refs = claims.refs("");
                !refs.isEmpty();
                refs = claims.refs(refs.getLast().toString())) {
            merge(refs, "order");
            merged += refs.size();
        }
        claims.saveMergedBy(order);
        return merged;
    }

    private void merge(List<EntityRef> refs, String why) {
        writer.apply(new ClaimDelta(null, new Cause("claims", null, why), List.of(), refs, false));
    }
}
