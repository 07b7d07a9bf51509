package dev.portico.query;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.FeedBatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// How long the follower rests behind a batch.
///
/// In a flood, such as the first ingest of a large source, every batch writes the entities at the
/// other ends of its relations again. Resting makes the next one larger, so that this is done less
/// often, and leaves a core to those who write. What is no part of a flood waits for nobody.
final class FloodRest {
    /// A batch of so many changes is part of a flood.
    private static final int FLOOD_CHANGES = 1_000;

    /// Fewer waiting changes than these are looked at at once.
    private static final int FEW_CHANGES = 200;

    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(3);

    /// How many times as long as a batch the rest behind it is once a flood goes on.
    private static final int LONG = 3;

    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long QUIET_MILLIS = 250;
    private static final long LONG_QUIET_MILLIS = 1_000;
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final CatalogFeed feed;
    private final Wake wake;
    private boolean flooded;
    private long floodedAt;

    /// @param wake called when there may be something new
    FloodRest(CatalogFeed feed, Wake wake) {
        this.feed = feed;
        this.wake = wake;
    }

    /// Notes that much was written.
    void note() {
        flooded = true;
        floodedAt = System.nanoTime();
    }

    /// Whether a flood is over since a while; tells it once.
    boolean calmedDown() {
        if (!flooded || System.nanoTime() - floodedAt <= CALM_NANOS) {
            return false;
        }
        flooded = false;
        return true;
    }

    /// Rests, when the batch was part of a flood. UNAVAILABLE while the database is away.
    ///
    /// @param took how long it took to apply it, in nanoseconds
    void restBehind(FeedBatch batch, long took) {
        if (batch.changes().size() < FLOOD_CHANGES) {
            return;
        }
        boolean goesOn = flooded;
        note();
        if (goesOn) {
            rest(batch.position(), took * LONG, LONG_QUIET_MILLIS);
        } else {
            rest(batch.position(), took, QUIET_MILLIS);
        }
    }

    /// The rest ends when few changes wait, and when nobody has written for a moment, which is
    /// longer once a flood goes on: whoever writes much in one request writes it in parts, with
    /// work between them.
    private void rest(long position, long nanos, long quietMillis) {
        long end = System.nanoTime() + Math.min(nanos, MAX_NANOS);
        while (System.nanoTime() < end && !wake.isStopped() && wake.await(quietMillis)) {
            LockSupport.parkNanos(this, GATHER_NANOS);
            int waiting = feed.waiting(position, FEW_CHANGES);
            if (waiting > 0 && waiting < FEW_CHANGES) {
                return;
            }
        }
    }
}
