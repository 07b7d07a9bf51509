package dev.portico.source.kubernetes;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Asks an API server again and again whether it is there: a watch whose connection is cut without
/// a word looks as one where nothing happens.
final class Pulse implements Runnable {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final long EVERY_MILLIS = 10_000;
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long SHORTEST_PAUSE_MILLIS = 250;

    private final ClusterConnection connection;
    private final Semaphore asked = new Semaphore(0);
    private final RandomGenerator random = RandomGenerator.getDefault();
    private @Nullable Thread thread;
    private @Nullable Listener listener;

    /// Told of every beat.
    interface Listener {
        /// @param event [FollowEvent.Reachable] or [FollowEvent.Unreachable]
        void beat(FollowEvent event) throws InterruptedException;
    }

    Pulse(ClusterConnection connection) {
        this.connection = connection;
    }

    void start(String cluster, Listener told) {
        listener = told;
        thread = Thread.ofVirtual().name("portico-pulse-" + cluster).start(this);
    }

    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /// Something failed: asks soon.
    void check() {
        asked.release();
    }

    @Override
    public void run() {
        try {
            long wait = FIRST_WAIT_MILLIS;
            while (true) {
                FollowEvent beat = beat();
                if (listener != null) {
                    listener.beat(beat);
                }
                boolean there = beat instanceof FollowEvent.Reachable;
                TimeUnit.MILLISECONDS.sleep(SHORTEST_PAUSE_MILLIS);
                asked.drainPermits();
                long next = there ? EVERY_MILLIS : (long) (wait * random.nextDouble(0.75, 1.25));
                // while it is away everything that fails asks; the wait alone decides then
                if (there) {
                    boolean _ = asked.tryAcquire(next, TimeUnit.MILLISECONDS);
                } else {
                    TimeUnit.MILLISECONDS.sleep(next);
                }
                wait = there ? FIRST_WAIT_MILLIS : Math.min(wait * 2, EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FollowEvent beat() throws InterruptedException {
        try {
            return new FollowEvent.Reachable(
                    connection.get("/version", ANSWER).text("gitVersion").orElse(""));
        } catch (IOException e) {
            return new FollowEvent.Unreachable(String.valueOf(e.getMessage()));
        } catch (ApiRefusal e) {
            return switch (e.status()) {
                case 401 ->
                        new FollowEvent.Unreachable(
                                "The API server "
                                        + connection.url()
                                        + " does not accept the login (401); check the token or"
                                        + " certificate of the connection.");
                case 403, 404 -> new FollowEvent.Reachable("");
                default ->
                        new FollowEvent.Unreachable(
                                "The API server "
                                        + connection.url()
                                        + " answers "
                                        + e.status()
                                        + ": "
                                        + e.text());
            };
        }
    }
}
