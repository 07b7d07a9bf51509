package dev.portico.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Stops a program at one point of what it does: stand-ins for what is outside tell of every
/// request and of everything that happened there. A dead program is not answered any more.
public final class Trap {
    private final List<String> events = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch caught = new CountDownLatch(1);
    private int at = -1;
    private @Nullable Runnable death;
    private boolean dead;
    private boolean holds;

    /// What happened so far, in order.
    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    /// Lets the program die right after an event.
    ///
    /// @param number of the event, from 0
    public synchronized void killAt(int number, Runnable how) {
        at = number;
        death = how;
    }

    /// Holds back every answer from now on, until [#release].
    public synchronized void hold() {
        holds = true;
    }

    public void release() {
        released.countDown();
    }

    /// Whether somebody waits for an answer that is held back.
    public boolean hasCaught() {
        return caught.getCount() == 0;
    }

    public synchronized boolean isDead() {
        return dead;
    }

    /// Another program is there.
    public synchronized void revive() {
        dead = false;
        at = -1;
    }

    /// Something is asked for. False when who asks is dead.
    public boolean asked() throws InterruptedException {
        boolean wait;
        synchronized (this) {
            if (dead) {
                return false;
            }
            wait = holds;
        }
        if (wait) {
            caught.countDown();
            released.await();
        }
        return true;
    }

    /// Something happened outside. False when who did it died of it, and must not hear of it.
    public synchronized boolean happened(String what) {
        if (dead) {
            return false;
        }
        if (events.size() == at && death != null) {
            dead = true;
            death.run();
        }
        events.add(what);
        return !dead;
    }
}
