package dev.portico.query;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.FeedBatch;
import dev.portico.platform.PorticoException;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The one thread that keeps the index: opens or builds it, applies the change log batch by batch,
/// and gets over every trouble by itself, by opening again at the last commit or building anew.
/// What was served before goes on being served meanwhile.
///
/// It is never interrupted: that would close files under Lucene.
final class Follower implements Runnable {
    private static final int MAX_CHANGES = 20_000;

    /// A batch of so many changes is part of a flood.
    private static final int FLOOD_CHANGES = 1_000;

    private static final long MAX_REST_NANOS = TimeUnit.SECONDS.toNanos(3);

    /// How many times as long as a batch the rest behind it is once a flood goes on.
    private static final int LONG_REST = 3;

    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long QUIET_MILLIS = 250;
    private static final long LONG_QUIET_MILLIS = 1_000;
    private static final long POLL_MILLIS = 200;
    private static final long MAX_PAUSE_MILLIS = 5_000;
    private static final long VERIFY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final CatalogFeed feed;
    private final IndexFolders folders;
    private final IndexState state;
    private final AdvanceListeners listeners;
    private final IndexTiming timing;
    private final SelfCheck check;
    private final SegmentCache cache = new SegmentCache();
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopped;
    private @Nullable Followed followed;
    private boolean flooded;
    private long floodedAt;
    private boolean verified;
    private long verifiedAt;
    private long pauseMillis = POLL_MILLIS;

    Follower(
            CatalogFeed feed,
            IndexFolders folders,
            IndexState state,
            AdvanceListeners listeners,
            IndexTiming timing) {
        this.timing = timing;
        this.check = new SelfCheck(feed, timing.check(), state);
        this.feed = feed;
        this.folders = folders;
        this.state = state;
        this.listeners = listeners;
    }

    void wake() {
        wake.release();
    }

    void stop() {
        stopped = true;
        wake();
    }

    @Override
    public void run() {
        try (AutoCloseable _ = feed.onWake(this::wake)) {
            while (!stopped) {
                round();
                pause();
            }
        } catch (Exception e) {
            Log.error("Index follower ended", e);
        }
        end();
    }

    private void round() {
        try {
            follow();
            state.follow(true, null);
            pauseMillis = POLL_MILLIS;
            giveBack();
        } catch (PorticoException e) {
            trouble("the database does not answer: " + e.text(), e);
            verified = false;
        } catch (IOException | RuntimeException e) {
            trouble("the index can't be written: " + e.getMessage(), e);
            letGo();
        }
    }

    /// Gives memory that a flood or a build has used back to the machine once all is quiet: the
    /// heap shrinks in full collections only, and nothing else asks for one then.
    private void giveBack() {
        if (flooded && System.nanoTime() - floodedAt > CALM_NANOS) {
            flooded = false;
            System.gc();
        }
    }

    private void trouble(String sentence, Exception e) {
        Log.warnf("Index does not follow reason=%s", sentence);
        Log.debug("Index does not follow", e);
        state.follow(false, sentence);
        pauseMillis = Math.min(MAX_PAUSE_MILLIS, pauseMillis * 2);
    }

    private void pause() {
        try {
            if (wake.tryAcquire(pauseMillis, TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private void follow() throws IOException {
        Followed here = followed;
        if (here == null) {
            here = open();
        }
        if (!verified || System.nanoTime() - verifiedAt > VERIFY_NANOS) {
            here = verify(here);
        }
        boolean more = true;
        while (more && !stopped) {
            Optional<FeedBatch> batch = feed.read(here.store().mark().position(), MAX_CHANGES);
            more = batch.isPresent();
            if (more && !batch.get().previousId().equals(here.store().mark().positionId())) {
                here = verify(here); // the database was restored since it was verified
                continue;
            }
            long start = System.nanoTime();
            here.advance(batch, state, listeners);
            batch.ifPresent(check::note);
            here = checked(here);
            if (more && batch.get().changes().size() >= FLOOD_CHANGES) {
                boolean goesOn = flooded;
                noteFlood();
                long took = System.nanoTime() - start;
                if (goesOn) {
                    rest(took * LONG_REST, LONG_QUIET_MILLIS);
                } else {
                    rest(took, QUIET_MILLIS);
                }
            }
        }
    }

    /// Compares a part of the index with the database and mends what differs.
    private Followed checked(Followed here) throws IOException {
        Optional<SelfCheck.Finding> finding = check.step(here);
        if (finding.isEmpty()) {
            return here;
        }
        return switch (finding.get()) {
            case SelfCheck.Finding.Mend(FeedBatch batch) -> {
                here.mend(batch, state);
                yield here;
            }
            case SelfCheck.Finding.Rebuild() -> {
                letGo();
                yield rebuild();
            }
        };
    }

    private void noteFlood() {
        flooded = true;
        floodedAt = System.nanoTime();
    }

    /// In a flood, such as the first ingest of a large source, every batch writes the entities at
    /// the other ends of its relations again. Resting makes the next one larger, so that this is
    /// done less often, and leaves a core to those who write. The rest ends when nobody has written
    /// for a moment, which is longer once a flood goes on: whoever writes much in one request
    /// writes it in parts, with work between them.
    private void rest(long nanos, long quietMillis) {
        long end = System.nanoTime() + Math.min(nanos, MAX_REST_NANOS);
        try {
            while (System.nanoTime() < end
                    && !stopped
                    && wake.tryAcquire(quietMillis, TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(20));
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    /// Opens the newest index on disk, or builds one.
    private Followed open() throws IOException {
        for (Optional<Path> newest = folders.newest();
                newest.isPresent();
                newest = folders.newest()) {
            try {
                Followed opened =
                        new Followed(
                                newest.get(),
                                IndexStore.open(folders.open(newest.get()), cache),
                                timing.commit());
                followed = opened;
                verified = false;
                return opened;
            } catch (IOException | RuntimeException e) {
                Log.warnf("Index not opened folder=%s reason=%s", newest.get(), e.getMessage());
                if (Followed.isFull(e)) {
                    throw e;
                }
                IndexFolders.delete(newest.get());
            }
        }
        return rebuild();
    }

    /// Makes sure that the index is a copy of this database's past; builds it anew when it is not.
    private Followed verify(Followed here) throws IOException {
        CommitMark mark = here.store().mark();
        UUID database;
        boolean same;
        try {
            database = feed.databaseId();
            same =
                    mark.position() == 0
                            || feed.positionId(mark.position())
                                    .filter(mark.positionId()::equals)
                                    .isPresent();
            state.newest(feed.latest());
        } catch (PorticoException e) {
            here.serve(state); // better an index unverified than none
            throw e;
        }
        boolean foreign = !database.equals(mark.database());
        if (foreign || !same) {
            Log.infof("Index is of another history, building anew position=%d", mark.position());
            if (!foreign) {
                here.serve(state);
            }
            state.diverge();
            letGo();
            return rebuild();
        }
        if (!Files.isDirectory(here.folder())) {
            throw new IOException("its folder " + here.folder() + " is gone");
        }
        verified = true;
        verifiedAt = System.nanoTime();
        here.serve(state);
        return here;
    }

    private Followed rebuild() throws IOException {
        state.follow(false, null);
        Path folder = folders.create();
        IndexStore store = null;
        long start = System.nanoTime();
        try {
            store = IndexStore.create(folders.open(folder), cache);
            long entities = new IndexBuild(feed, store, state).run();
            Log.infof(
                    "Index built entities=%d position=%d ms=%d",
                    entities,
                    store.mark().position(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        } catch (IOException | RuntimeException e) {
            if (store != null) {
                Followed.closeQuietly(store);
            }
            IndexFolders.delete(folder);
            throw e;
        }
        Followed built = new Followed(folder, store, timing.commit());
        followed = built;
        verified = true;
        verifiedAt = System.nanoTime();
        built.serve(state);
        listeners.jump(store.mark().position());
        noteFlood();
        folders.keepOnly(folder);
        return built;
    }

    private void letGo() {
        Followed here = followed;
        followed = null;
        verified = false;
        check.restart();
        if (here != null) {
            here.close();
        }
    }

    private void end() {
        Followed here = followed;
        if (here != null) {
            here.commitLast();
        }
        letGo();
    }
}
