package dev.portico.query;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What the follower waits for between its rounds: to be called, or to be stopped.
final class Wake {
    private final Semaphore calls = new Semaphore(0);
    private volatile boolean stopped;

    /// Ends a wait, or the next one when nobody waits.
    void call() {
        calls.release();
    }

    /// Ends all waits.
    void stop() {
        stopped = true;
        call();
    }

    boolean isStopped() {
        return stopped;
    }

    /// Waits to be called; answers whether that was so. An interrupt stops.
    boolean await(long millis) {
        try {
            if (calls.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                calls.drainPermits();
                return true;
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
        return false;
    }
}
