package dev.portico.query;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What readers and the follower share: the view that is served, and how things stand.
final class IndexState {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile @Nullable View served;
    private volatile boolean diverged;
    private volatile boolean following;
    private volatile long built;
    private volatile long toBuild = -1;
    private volatile long newest;
    private volatile @Nullable String problem;
    private volatile IndexStatus.Comparison comparison = IndexStatus.Comparison.NONE;

    /// The view to read from; to be closed by the caller. UNAVAILABLE before there is one.
    View acquire() {
        while (true) {
            View view = served;
            if (view == null) {
                throw building();
            }
            if (view.tryAcquire()) {
                return view;
            }
        }
    }

    /// Serves a view from now on and takes over its reference. A view that is behind the one served
    /// is let go, unless the one served is of another history.
    boolean publish(View view) {
        View before = served;
        if (before != null && !diverged && view.position() < before.position()) {
            view.close();
            return false;
        }
        lock.lock();
        try {
            served = view;
            diverged = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (before != null) {
            before.close();
        }
        return true;
    }

    /// Notes that what is served is of another history than the database's.
    void diverge() {
        diverged = true;
    }

    void follow(boolean newFollowing, @Nullable String newProblem) {
        following = newFollowing;
        problem = newProblem;
    }

    void progress(long newBuilt, long newToBuild) {
        built = newBuilt;
        toBuild = newToBuild;
    }

    void built(long newBuilt) {
        built = newBuilt;
    }

    void newest(long position) {
        newest = position;
    }

    /// Notes that the whole catalog was compared with the database.
    void compared(boolean agreed) {
        comparison = comparison.completed(agreed);
    }

    /// Notes what differed from the database.
    void differed(int mended, String what) {
        comparison = comparison.differed(mended, what);
    }

    long position() {
        View view = served;
        return view == null ? 0 : view.position();
    }

    void await(long position, Duration timeout) {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (served == null || diverged || served.position() < position) {
                if (left <= 0) {
                    throw late(position);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late(position);
        } finally {
            lock.unlock();
        }
    }

    IndexStatus status() {
        View view = served;
        IndexStatus.State state =
                view == null
                        ? IndexStatus.State.BUILDING
                        : following ? IndexStatus.State.READY : IndexStatus.State.STALE;
        long position = view == null ? 0 : view.position();
        return new IndexStatus(
                state,
                position,
                view == null ? 0 : view.entities(),
                built,
                toBuild,
                Math.max(0, newest - position),
                problem,
                comparison);
    }

    /// Serves nothing any more.
    void close() {
        View before = served;
        served = null;
        if (before != null) {
            before.close();
        }
    }

    private PorticoException late(long position) {
        return unavailable(
                "The catalog index is at position "
                        + position()
                        + " and has not reached "
                        + position
                        + " in time; try again in a second.");
    }

    private PorticoException building() {
        String why = problem;
        return unavailable(
                "The catalog index is being built ("
                        + (toBuild < 0
                                ? built + " entities read"
                                : built + " of " + toBuild + " entities")
                        + ")"
                        + (why == null ? "." : "; " + why));
    }

    private static PorticoException unavailable(String message) {
        return new PorticoException(
                ErrorCode.UNAVAILABLE,
                message,
                Map.of("retryAfter", TimeUnit.SECONDS.toSeconds(1)),
                null);
    }
}
