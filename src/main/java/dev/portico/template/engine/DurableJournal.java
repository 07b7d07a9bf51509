package dev.portico.template.engine;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.template.Made;
import dev.portico.template.store.RunTable;
import dev.portico.template.store.WorkspaceArchive;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Writes to the database as long as the task is this run's. While the database is away it waits:
/// the run goes on when it is back, if that holds all that was saved.
final class DurableJournal implements Journal {
    private static final long PAUSE_MILLIS = 250;

    private final RunTable table;
    private final WorkspaceArchive archive;
    private final UUID task;
    private final long fence;
    private final CountDownLatch end = new CountDownLatch(1);
    private int events;
    private int saved;
    private WorkspaceArchive.@Nullable Seen seen;
    private volatile boolean refused;

    DurableJournal(RunTable table, WorkspaceArchive archive, UUID task, long fence) {
        this.table = table;
        this.archive = archive;
        this.task = task;
        this.fence = fence;
    }

    /// Does not wait for the database any more; from any thread.
    void end() {
        end.countDown();
    }

    /// Whether the database would not have what the run saved.
    boolean refused() {
        return refused;
    }

    boolean ended() {
        return end.getCount() == 0;
    }

    @Override
    public void save(RunTable.Save save) {
        if (!persist(() -> table.save(task, fence, saved, save))) {
            refused = true;
            end();
            throw new RunEnded();
        }
        if (!save.events().isEmpty()) {
            saved = save.events().getLast().seq();
        }
        if (save.next() != null) {
            Metrics.counter(
                            "portico.template.tasks",
                            "state",
                            save.next().state().name().toLowerCase(Locale.ROOT))
                    .increment();
        }
    }

    @Override
    public int nextEvent() {
        return ++events;
    }

    /// Also for a run that lost its task: it was made all the same.
    @Override
    public void made(Made made) {
        if (!ended()) {
            persist(
                    () -> {
                        table.made(task, made);
                        return made;
                    });
        } else {
            table.made(task, made);
        }
    }

    @Override
    public void token(int step, int item, byte[] hash) {
        persist(
                () -> {
                    table.addToken(task, step, item, hash);
                    return hash;
                });
    }

    @Override
    public WorkspaceArchive.@Nullable Prepared prepare(int step, Path folder) throws IOException {
        WorkspaceArchive.Prepared prepared =
                persist(() -> archive.prepare(task, step, folder, seen));
        seen = prepared.seen();
        return prepared;
    }

    @Override
    public void restore(int step, Path folder) throws IOException {
        seen =
                persist(
                        () -> {
                            Workspaces.empty(folder);
                            return archive.restore(task, step, folder);
                        });
    }

    @Override
    public boolean dryRun() {
        return false;
    }

    private interface Write<T, E extends Exception> {
        T run() throws E;
    }

    private <T, E extends Exception> T persist(Write<T, E> write) throws E {
        boolean told = false;
        while (true) {
            if (ended()) {
                throw new RunEnded();
            }
            try {
                return write.run();
            } catch (PorticoException e) {
                if (e.code() != ErrorCode.UNAVAILABLE) {
                    throw e;
                }
                if (!told) {
                    Log.debugf("task waits for the database task=%s", task);
                    told = true;
                }
            }
            pause();
        }
    }

    private void pause() {
        try {
            if (end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new RunEnded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunEnded();
        }
    }
}
