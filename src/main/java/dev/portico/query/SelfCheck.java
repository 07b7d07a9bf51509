package dev.portico.query;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.Change;
import dev.portico.catalog.FeedBatch;
import dev.portico.catalog.FeedSlice;
import dev.portico.model.EntityRef;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Compares the index with the database, one slice of refs after the other, each part once per
/// interval, and says how to mend what differs.
///
/// It runs on the follower's thread between batches, so what it compares stands still: a slice that
/// the database gave at one position waits until the index is there, and refs that changed behind
/// that position are left for the next time.
final class SelfCheck {
    static final int SLICE_REFS = 256;

    /// When so many refs of a slice differ, the index is built anew.
    static final int HOPELESS = SLICE_REFS / 4;

    private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final CatalogFeed feed;
    private final Duration interval;
    private final IndexState state;
    private final Set<EntityRef> changedSince = new HashSet<>();
    private @Nullable FeedSlice slice;
    private String after = "";
    private boolean differed;
    private long pausedAt = System.nanoTime();

    /// @param interval zero: nothing is compared
    SelfCheck(CatalogFeed feed, Duration interval, IndexState state) {
        this.feed = feed;
        this.interval = interval;
        this.state = state;
    }

    /// What is to be done after a slice was compared.
    sealed interface Finding {
        /// Write this; it is of the index's own position.
        record Mend(FeedBatch batch) implements Finding {}

        /// Build the index anew.
        record Rebuild() implements Finding {}
    }

    /// Starts over, since the index is another one now.
    void restart() {
        slice = null;
        after = "";
        differed = false;
        pausedAt = System.nanoTime();
    }

    /// Notes what the index took over while a slice may wait.
    void note(FeedBatch batch) {
        FeedSlice waiting = slice;
        if (waiting != null) {
            for (Change change : batch.changes()) {
                if (change.position() > waiting.position()) {
                    changedSince.add(change.ref());
                }
            }
        }
    }

    /// Takes the next slice when its time has come, and compares it when the index is there.
    Optional<Finding> step(Followed here) throws IOException {
        if (slice == null && isDue(here.store())) {
            changedSince.clear();
            slice = feed.slice(after, SLICE_REFS);
        }
        FeedSlice waiting = slice;
        CommitMark mark = here.store().mark();
        if (waiting == null || mark.position() < waiting.position()) {
            return Optional.empty();
        }
        slice = null;
        pausedAt = System.nanoTime();
        if (mark.position() == waiting.position()
                && !mark.positionId().equals(waiting.positionId())) {
            return rebuild("it follows another history");
        }
        return compare(here, waiting);
    }

    private boolean isDue(IndexStore store) {
        if (interval.isZero()) {
            return false;
        }
        long slices = Math.max(1, store.size() / SLICE_REFS);
        long pause = Math.max(LEAST_PAUSE_NANOS, interval.toNanos() / slices);
        return System.nanoTime() - pausedAt >= Math.min(pause, interval.toNanos());
    }

    private Optional<Finding> compare(Followed here, FeedSlice compared) throws IOException {
        SliceComparison comparison = new SliceComparison(feed, here, compared, changedSince);
        List<SliceComparison.Difference> differences = comparison.differences();
        if (!differences.isEmpty()) {
            differed = true;
            if (differences.size() >= HOPELESS) {
                return rebuild(differences.size() + " refs differ, " + differences.getFirst());
            }
        }
        after = compared.last() ? "" : compared.entries().getLast().ref().toString();
        if (compared.last()) {
            state.compared(!differed);
            differed = false;
        }
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        tell(differences.size(), "mended: " + differences.getFirst());
        return Optional.of(new Finding.Mend(comparison.mend(differences)));
    }

    private Optional<Finding> rebuild(String why) {
        tell(0, "built anew: " + why);
        return Optional.of(new Finding.Rebuild());
    }

    private void tell(int mended, String what) {
        Log.warnf("Index differs from the database refs=%d %s", mended, what);
        state.differed(mended, what);
    }
}
