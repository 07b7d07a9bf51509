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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The one thread that keeps the index: opens or builds it, applies the change log batch by batch,
/// and gets over every trouble by itself, by opening again at the last commit or building anew.
/// What was served before goes on being served meanwhile.
///
/// It is never interrupted: that would close files under Lucene.
final class Follower implements Runnable {
    private static final int MAX_CHANGES = 20_000;

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
    private final Wake wake = new Wake();
    private final FloodRest flood;
    private @Nullable Followed followed;
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
        this.flood = new FloodRest(feed, wake);
        this.feed = feed;
        this.folders = folders;
        this.state = state;
        this.listeners = listeners;
    }

    void stop() {
        wake.stop();
    }

    @Override
    public void run() {
        try (AutoCloseable _ = feed.onWake(wake::call)) {
            while (!wake.isStopped()) {
                round();
                boolean _ = wake.await(pauseMillis);
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
        if (flood.calmedDown()) {
            System.gc();
        }
    }

    private void trouble(String sentence, Exception e) {
        Log.warnf("Index does not follow reason=%s", sentence);
        Log.debug("Index does not follow", e);
        state.follow(false, sentence);
        pauseMillis = Math.min(MAX_PAUSE_MILLIS, pauseMillis * 2);
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
        while (more && !wake.isStopped()) {
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
            if (more) {
                flood.restBehind(batch.get(), System.nanoTime() - start);
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
        flood.note();
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
