package dev.portico.source;

import dev.portico.catalog.Kinds;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.source.store.SourceRow;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Decides when each source is read: at start, when something says it changed, when its poll is
/// due, when the kinds changed. One run of a source at a time; a change told during a run makes
/// another one after it.
///
/// It holds the sources that [SourceLeases] gives this node.
public final class SourceScheduler implements SourceTrigger, AutoCloseable {
    private static final Duration CYCLE = Duration.ofSeconds(1);
    private static final Duration LAST_CYCLE = Duration.ofSeconds(5);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LAST_RETRY = Duration.ofMinutes(10);

    private final SourceLeases leases;
    private final SourceRunner runner;
    private final RunOutcomes outcomes;
    private final Kinds kinds;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Map<String, SourceState> states = new LinkedHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore permits =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));
    private final RandomGenerator random = RandomGenerator.getDefault();
    private boolean closed;
    private boolean look = true;
    private final CountDownLatch looked = new CountDownLatch(1);
    private @Nullable Thread thread;

    SourceScheduler(
            SourceLeases leases,
            SourceRunner runner,
            RunOutcomes outcomes,
            Kinds kinds,
            Clock clock) {
        this.leases = leases;
        this.runner = runner;
        this.outcomes = outcomes;
        this.kinds = kinds;
        this.clock = clock;
    }

    public void start() {
        thread = Thread.ofVirtual().name("portico-sources").start(this::loop);
    }

    /// Sources were added or taken away: look now.
    public void providersChanged() {
        locked(
                () -> {
                    look = true;
                    work.signalAll();
                });
    }

    /// Reads every source again, because what all of them depend on changed.
    public void allChanged(String actor) {
        locked(
                () -> {
                    states.values().forEach(state -> state.requestedBy = actor);
                    work.signalAll();
                });
    }

    @Override
    public void changed(String sourceName, String actor) {
        if (!requested(sourceName, actor)) {
            outcomes.passOn(sourceName, actor);
        }
    }

    /// A request, maybe from another node, for a source that may be ours; answers whether it is.
    boolean requested(String sourceName, String actor) {
        return locked(
                () -> {
                    SourceState state = states.get(sourceName);
                    if (state != null) {
                        state.requestedBy = actor;
                        work.signalAll();
                    }
                    return state != null;
                });
    }

    /// States of the sources this node holds, as they are now.
    Map<String, SourceReport.State> activity() {
        return locked(
                () -> {
                    Map<String, SourceReport.State> activity = new LinkedHashMap<>();
                    states.forEach(
                            (name, state) -> {
                                if (state.running) {
                                    activity.put(name, SourceReport.State.READING);
                                } else if (!state.ranOnce) {
                                    activity.put(name, SourceReport.State.WAITING);
                                }
                            });
                    return activity;
                });
    }

    /// Whether it has found out which sources there are since it started.
    boolean looked() {
        return looked.getCount() == 0;
    }

    /// Waits until [#looked], at most so long.
    void awaitLook(Duration atMost) throws InterruptedException {
        boolean _ = looked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// When a source of this node was last read to the end, changed or not.
    Optional<Instant> lastRun(String name) {
        return locked(() -> Optional.ofNullable(states.get(name)).map(state -> state.lastRunAt));
    }

    private void loop() {
        while (true) {
            try {
                if (!cycle()) {
                    return;
                }
            } catch (PorticoException e) {
                Log.debugf("sources wait reason=%s", e.text());
            } catch (RuntimeException e) {
                Log.error("looking for sources failed; it is tried again", e);
            }
            if (!await()) {
                return;
            }
        }
    }

    private boolean cycle() {
        boolean now = locked(() -> look);
        List<SourceState> added = leases.refresh(now, locked(() -> Map.copyOf(states)));
        List<String> dropped = leases.dropped();
        List<SourceState> lost = new ArrayList<>();
        boolean goOn =
                locked(
                        () -> {
                            look = false;
                            looked.countDown();
                            for (String name : dropped) {
                                Optional.ofNullable(states.remove(name)).ifPresent(lost::add);
                            }
                            if (!closed) {
                                added.forEach(state -> states.put(state.info().name(), state));
                            }
                            return !closed;
                        });
        lost.forEach(SourceScheduler::release);
        if (goOn) {
            added.forEach(SourceScheduler::hold);
        }
        return goOn && submitDue();
    }

    private static void hold(SourceState state) {
        try {
            state.source.hold(state.lease);
        } catch (RuntimeException e) {
            Log.errorf(e, "taking up a source failed source=%s", state.info().name());
        }
    }

    private static void release(SourceState state) {
        try {
            state.source.release();
        } catch (RuntimeException e) {
            Log.errorf(e, "leaving a source failed source=%s", state.info().name());
        }
    }

    private boolean submitDue() {
        return locked(
                () -> {
                    if (closed) {
                        return false;
                    }
                    Instant time = clock.instant();
                    for (SourceState state : states.values()) {
                        if (!state.running
                                && (state.requestedBy != null || !state.due.isAfter(time))) {
                            submit(state);
                        }
                    }
                    return true;
                });
    }

    private boolean await() {
        lock.lock();
        try {
            if (!closed && !look && !anyReady()) {
                long unused = work.awaitNanos(CYCLE.toNanos());
            }
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean anyReady() {
        return states.values().stream()
                .anyMatch(state -> !state.running && state.requestedBy != null);
    }

    private void submit(SourceState state) {
        String actor = state.requestedBy == null ? "poll" : state.requestedBy;
        state.requestedBy = null;
        state.running = true;
        executor.execute(() -> run(state, actor));
    }

    private void run(SourceState state, String actor) {
        boolean lost = false;
        @Nullable PorticoException failure = null;
        SourceRow.State saved = state.saved;
        try {
            permits.acquire();
            try {
                HeldRemovals held = HeldRemovals.fromJson(outcomes.held(state.info().name()));
                SourceRunner.Result result =
                        runner.run(state.source, state.lease, actor, kinds.current(), held);
                saved = outcomes.succeeded(state, result);
            } finally {
                permits.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (locked(() -> closed)) {
                Log.debugf("run ended source=%s reason=%s", state.info().name(), e.getMessage());
                return;
            }
            failure = expected(state, e);
            lost = failure.code() == ErrorCode.CONFLICT;
            saved = outcomes.failed(state, failure);
        }
        finish(state, saved, failure, lost);
    }

    private static PorticoException expected(SourceState state, RuntimeException failure) {
        if (failure instanceof PorticoException expected) {
            return expected;
        }
        Log.errorf(failure, "reading a source failed source=%s", state.info().name());
        return new PorticoException(
                ErrorCode.INTERNAL, "Reading the source failed; see the log.", failure);
    }

    private void finish(
            SourceState state,
            SourceRow.State saved,
            @Nullable PorticoException failure,
            boolean lost) {
        boolean gone =
                locked(
                        () -> {
                            finished(state, saved, failure);
                            work.signalAll();
                            look |= lost;
                            return lost && states.remove(state.info().name(), state);
                        });
        if (gone) {
            release(state);
        }
    }

    private void finished(
            SourceState state, SourceRow.State saved, @Nullable PorticoException failure) {
        state.running = false;
        state.ranOnce = true;
        state.saved = saved;
        if (failure == null) {
            state.failures = 0;
            state.lastRunAt = clock.instant();
        } else {
            state.failures++;
        }
        state.due = nextDue(state);
    }

    /// After a success the poll interval, after failures a doubling wait; both with 10 % jitter so
    /// that many sources spread out.
    private Instant nextDue(SourceState state) {
        Duration interval = state.info().pollInterval();
        if (state.failures > 0) {
            Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(state.failures - 1, 9));
            interval = wait.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : wait;
        }
        if (interval == null) {
            return Instant.MAX;
        }
        double factor = random.nextDouble(0.9, 1.1);
        return clock.instant().plusMillis((long) (interval.toMillis() * factor));
    }

    private <T> T locked(Supplier<T> section) {
        lock.lock();
        try {
            return section.get();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable section) {
        lock.lock();
        try {
            section.run();
        } finally {
            lock.unlock();
        }
    }

    /// Stops reading: runs that are under way end before their next delta, for which it waits up to
    /// ten seconds; then it gives up the leases.
    @Override
    public void close() {
        locked(
                () -> {
                    closed = true;
                    work.signalAll();
                });
        runner.stop();
        executor.shutdown();
        try {
            if (thread != null) {
                thread.join(LAST_CYCLE);
            }
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
        }
        locked(() -> List.copyOf(states.values())).forEach(SourceScheduler::release);
        leases.leave();
    }

    /// Names of held sources, for tests and reports.
    List<String> held() {
        return locked(() -> new ArrayList<>(states.keySet()));
    }
}
