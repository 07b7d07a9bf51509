package dev.portico.template.engine;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.template.store.ClaimTable;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a node does all the time beside running tasks: says that it lives, lets tasks go on whose
/// time has come or whose node died, deletes old ones.
final class Upkeep {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PURGE = Duration.ofMinutes(10);
    private static final Duration END = Duration.ofSeconds(3);

    private final TaskStore store;
    private final Node node;
    private final Duration keep;
    private final Duration beat;
    private final Duration silence;
    private boolean closed;
    private @Nullable Thread thread;
    private long lastBeat;
    private long lastPurge;

    /// Since when the database has answered without a break.
    private long upSince;

    /// The node it is done for.
    ///
    /// @param running fences of what it runs, by task
    /// @param lost takes tasks that it runs no more
    /// @param ready called once, when what an earlier life of the node left may be run again
    record Node(
            UUID id, Supplier<Map<UUID, Long>> running, Consumer<Set<UUID>> lost, Runnable ready) {}

    /// @param keep how long tasks are kept after they ended
    /// @param beat how often a node says that it lives
    /// @param silence a node that was silent for so long is dead
    /// @param drain how long steps that run may go on when the program ends
    record Times(Duration keep, Duration beat, Duration silence, Duration drain) {
        static Times usual(Duration keep) {
            return new Times(
                    keep, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(5));
        }
    }

    Upkeep(TaskStore store, Node node, Times times) {
        this.store = store;
        this.node = node;
        this.keep = times.keep();
        this.beat = times.beat();
        this.silence = times.silence();
    }

    synchronized void start() {
        thread = Thread.ofVirtual().name("task-upkeep").start(this::loop);
    }

    void stop() {
        @Nullable Thread ending;
        synchronized (this) {
            closed = true;
            notifyAll();
            ending = thread;
        }
        try {
            if (ending != null) {
                ending.join(END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        lastBeat = System.nanoTime() - beat.toNanos();
        lastPurge = System.nanoTime();
        upSince = System.nanoTime() - silence.toNanos();
        boolean fresh = true;
        try {
            do {
                try {
                    if (fresh) {
                        claims().reopenOf(node.id());
                        store.rows().waits().lookSoon();
                        fresh = false;
                        node.ready().run();
                    }
                    round();
                } catch (PorticoException e) {
                    upSince = System.nanoTime();
                    if (e.code() != ErrorCode.UNAVAILABLE) {
                        Log.error("Tasks not looked after", e);
                    }
                } catch (RuntimeException e) {
                    Log.error("Tasks not looked after", e);
                }
            } while (pause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        long now = System.nanoTime();
        if (now - lastBeat >= beat.toNanos()) {
            Map<UUID, Long> running = node.running().get();
            node.lost().accept(claims().beat(running));
            lastBeat = now;
            // when the database was away no node could say that it lives
            if (now - upSince >= silence.toNanos()) {
                claims().reopenLost(silence, node.id(), node.running().get().keySet());
            }
            claims().addMissingJobs();
        }
        store.rows().waits().sweep();
        if (now - lastPurge >= PURGE.toNanos()) {
            while (store.runs().purge().purge(keep)) {
                if (closed) {
                    return;
                }
            }
            lastPurge = now;
        }
    }

    private ClaimTable claims() {
        return store.runs().claims();
    }

    private synchronized boolean pause() throws InterruptedException {
        if (!closed) {
            wait(LOOK.toMillis());
        }
        return !closed;
    }
}
