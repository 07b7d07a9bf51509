package dev.portico.template.engine;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One call of an action, on a virtual thread of its own. What the action asks of the run is done
/// by the thread of the run, which waits for it: to interrupt an action then never cuts off a
/// connection to the database, and what it asks is done in order.
final class Attempt<T> {
    /// An action that logs faster than the database takes it waits.
    private static final int WAITING_REQUESTS = 500;

    private static final Duration LOOK_UP = Duration.ofSeconds(1);

    private static final String TIMEOUT = "timeout";

    /// How long an action that is interrupted may take to end.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final BlockingQueue<Runnable> requests = new ArrayBlockingQueue<>(WAITING_REQUESTS);
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private volatile boolean closed;
    private volatile boolean ended;
    private @Nullable Thread thread;

    /// Calls and waits; passes on what it throws. UPSTREAM_FAILED when it takes too long,
    /// [RunEnded] when the run is to end.
    ///
    /// @param log is saved whenever that is due
    T run(String name, Callable<T> call, Duration limit, RunLog log) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        Thread started = Thread.ofVirtual().name("task-" + name).unstarted(() -> call(call));
        synchronized (this) {
            thread = started;
        }
        started.start();
        try {
            while (true) {
                if (ended) {
                    throw new RunEnded();
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw tooLong(limit);
                }
                long wait = Math.min(left, log.untilDue());
                @Nullable Runnable request = requests.poll(wait, TimeUnit.NANOSECONDS);
                if (request != null) {
                    request.run();
                }
                log.saveWhenDue();
                if (result.isDone() && requests.isEmpty()) {
                    return result.get();
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            close(started);
        }
    }

    private void call(Callable<T> call) {
        try {
            result.complete(call.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
        wake();
    }

    /// Wakes the thread of the run; when there are requests it is awake anyway.
    private void wake() {
        requests.offer(() -> {});
    }

    private static PorticoException tooLong(Duration limit) {
        return new PorticoException(
                ErrorCode.UPSTREAM_FAILED,
                "It took longer than %s and was stopped.".formatted(words(limit)),
                Map.of(TIMEOUT, true),
                null);
    }

    static boolean tookTooLong(Exception failure) {
        return failure instanceof PorticoException e && e.details().containsKey(TIMEOUT);
    }

    static String words(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private void close(Thread started) {
        closed = true;
        if (!result.isDone()) {
            started.interrupt();
            try {
                started.join(GRACE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        requests.clear();
    }

    /// Ends the run that waits for this, from any thread.
    void end() {
        ended = true;
        wake();
    }

    /// Has the run do something, in order; does not wait until it is done.
    void post(Runnable request) throws InterruptedException {
        requireOpen();
        requests.put(request);
    }

    /// Has the run do something and waits for it; passes on what it throws.
    void ask(Runnable request) throws InterruptedException {
        requireOpen();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        requests.put(
                () -> {
                    try {
                        request.run();
                        done.complete(true);
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                        throw e;
                    }
                });
        try {
            while (!done.isDone()) {
                awaitAnswer(done);
            }
            done.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e);
        }
    }

    /// Looks up now and then whether there is still somebody to answer.
    private void awaitAnswer(CompletableFuture<Boolean> done)
            throws InterruptedException, ExecutionException {
        try {
            done.get(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            requireOpen();
        }
    }

    private void requireOpen() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("the step has ended");
        }
    }
}
