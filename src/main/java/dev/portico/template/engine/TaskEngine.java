package dev.portico.template.engine;

import dev.portico.platform.PlatformConfig;
import dev.portico.platform.PorticoException;
import dev.portico.platform.jobs.JobQueue;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.TemplateConfig;
import dev.portico.template.store.Announce;
import dev.portico.template.store.ClaimTable;
import dev.portico.template.store.WaitRow;
import io.quarkus.logging.Log;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Runs tasks on this node: takes the one whose turn it is whenever there is room.
@Singleton
final class TaskEngine {
    private final TaskStore store;
    private final TaskRun.Parts parts;
    private final TaskSignals signals;
    private final SecretKeys keys;
    private final Place place;
    private final UUID node;
    private final Workspaces workspaces;
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private @Nullable JobQueue queue;
    private @Nullable Upkeep upkeep;

    /// Where the engine works.
    ///
    /// @param workspaces folder for the files of running tasks, where other nodes may have theirs
    /// @param concurrency how many tasks at once; 0 for none
    record Place(
            DataSource dataSource,
            Path folder,
            Path workspaces,
            int concurrency,
            Upkeep.Times times) {}

    private record Running(long fence, TaskRun run, DurableJournal journal) {
        void end() {
            journal.end();
            run.end();
        }
    }

    /// The settings of the program.
    @Singleton
    record Settings(TemplateConfig template, PlatformConfig platform, DataSource dataSource) {
        Place place() {
            Path folder = platform.dataDir().resolve("tasks");
            return new Place(
                    dataSource,
                    folder,
                    template.workspaceDir().orElse(folder.resolve("workspaces")),
                    template.concurrency(),
                    Upkeep.Times.usual(template.keepTasks()));
        }
    }

    @Inject
    TaskEngine(
            TaskStore store,
            TaskRun.Parts parts,
            TaskSignals signals,
            SecretKeys keys,
            Settings settings) {
        this(store, parts, signals, keys, settings.place());
    }

    TaskEngine(
            TaskStore store,
            TaskRun.Parts parts,
            TaskSignals signals,
            SecretKeys keys,
            Place place) {
        this.store = store;
        this.parts = parts;
        this.signals = signals;
        this.keys = keys;
        this.place = place;
        this.node = identity(place.folder());
        this.workspaces = new Workspaces(place.workspaces(), node);
    }

    void start() {
        workspaces.clear();
        signals.onSignal(this::told);
        if (place.concurrency() > 0) {
            queue =
                    new JobQueue(
                            place.dataSource(),
                            Announce.JOB,
                            place.concurrency(),
                            node.toString(),
                            this::work);
        }
        upkeep =
                new Upkeep(
                        store,
                        new Upkeep.Node(node, this::fences, this::lost, this::takeTasks),
                        place.times());
        upkeep.start();
    }

    private void takeTasks() {
        if (queue != null) {
            queue.start();
        }
    }

    /// The same for each life of the program with this data folder, so that what it left is known
    /// to be its own.
    private static UUID identity(Path folder) {
        Path file = folder.resolve("node");
        try {
            Files.createDirectories(folder);
            if (Files.exists(file)) {
                return UUID.fromString(Files.readString(file).strip());
            }
            UUID fresh = UUID.randomUUID();
            Files.writeString(file, fresh + "\n");
            return fresh;
        } catch (IOException | IllegalArgumentException e) {
            Log.warnf("The name of this node is not kept: %s", e.getMessage());
            return UUID.randomUUID();
        }
    }

    /// Lets steps that run come to their end for a while, then ends; others go on with the tasks.
    void stop() {
        stopping = true;
        long deadline = System.nanoTime() + place.times().drain().toNanos();
        running.values().forEach(it -> it.run().endAfterStep());
        awaitNoneRunning(deadline);
        running.values().forEach(Running::end);
        if (upkeep == null) {
            return;
        }
        upkeep.stop();
        if (queue != null) {
            queue.close();
        }
        workspaces.close();
        try {
            store.runs().claims().reopenOf(node);
        } catch (PorticoException e) {
            Log.debugf("tasks are taken over later reason=%s", e.text());
        }
    }

    private synchronized void awaitNoneRunning(long deadline) {
        try {
            long left = deadline - System.nanoTime();
            while (!running.isEmpty() && left > 0) {
                wait(Math.max(1, left / 1_000_000));
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void told(String what, String task) {
        if (what.equals(Announce.OPEN)) {
            if (queue != null) {
                queue.check();
            }
        } else if (what.equals(Announce.STOP)) {
            int space = task.indexOf(' ');
            Running run = running.get(UUID.fromString(task.substring(0, space)));
            if (run != null && run.fence() < Long.parseLong(task.substring(space + 1))) {
                run.end();
            }
        }
    }

    private Map<UUID, Long> fences() {
        Map<UUID, Long> fences = new HashMap<>();
        running.forEach((id, run) -> fences.put(id, run.fence()));
        return fences;
    }

    private void lost(Set<UUID> tasks) {
        for (UUID task : tasks) {
            Running run = running.get(task);
            if (run != null) {
                run.end();
            }
        }
    }

    /// Runs the task whose turn it is, if there is one.
    private void work() {
        if (stopping) {
            throw new RunEnded();
        }
        Optional<ClaimTable.Claimed> claimed = store.runs().claims().claim(node);
        if (claimed.isPresent()) {
            run(claimed.get());
        }
    }

    private void run(ClaimTable.Claimed claimed) {
        UUID task = claimed.task().id();
        long fence = claimed.task().fence();
        DurableJournal journal =
                new DurableJournal(store.runs().run(), store.archive(), task, fence);
        @Nullable Path folder = null;
        @Nullable TaskRun run = null;
        try {
            folder = workspaces.create(task, fence);
            Vault vault = Vault.open(task, keys.find(), claimed.sealed());
            run = new TaskRun(parts, journal, vault, subject(claimed, vault), folder);
            running.put(task, new Running(fence, run, journal));
            run.run();
        } catch (RunEnded e) {
            Log.debugf("task let go task=%s", task);
            if (journal.refused()) {
                reopen(task, fence);
            }
        } catch (PorticoException | IOException e) {
            String sentence = e instanceof PorticoException p ? p.text() : String.valueOf(e);
            failed(run, journal, task, sentence);
        } catch (RuntimeException e) {
            Log.errorf(e, "task failed task=%s", task);
            failed(
                    run,
                    journal,
                    task,
                    "The task failed in a way that was not foreseen; the log of the program tells more under "
                            + task
                            + ".");
        } finally {
            done(task, fence);
            if (folder != null) {
                workspaces.remove(folder);
            }
        }
    }

    private void reopen(UUID task, long fence) {
        try {
            store.runs().claims().reopenRun(task, fence);
        } catch (PorticoException e) {
            Log.debugf("task is taken over later task=%s reason=%s", task, e.text());
        }
    }

    private void failed(@Nullable TaskRun run, DurableJournal journal, UUID task, String sentence) {
        try {
            if (run == null) {
                Vault none = Vault.of(task, JsonObject.EMPTY);
                new RunLog(journal, none, parts.clock()).failed("Error", sentence);
            } else {
                run.fail(sentence);
            }
        } catch (RunEnded e) {
            Log.debugf("task let go task=%s", task);
        }
    }

    private synchronized void done(UUID task, long fence) {
        running.computeIfPresent(task, (_, it) -> it.fence() == fence ? null : it);
        notifyAll();
    }

    private static TaskRun.Subject subject(ClaimTable.Claimed claimed, Vault vault) {
        JsonObject spec = JsonObject.parse(claimed.task().spec());
        @Nullable WaitRow wait = claimed.waited();
        StepContext.@Nullable Waited waited =
                wait == null
                        ? null
                        : new StepContext.Waited(
                                vault.whole(
                                        TaskRun.waitKey(wait.step(), wait.item()),
                                        JsonObject.parse(wait.state())),
                                claimed.decisions(),
                                claimed.answer() == null
                                        ? null
                                        : JsonObject.parse(claimed.answer()));
        return new TaskRun.Subject(
                TaskSpec.info(claimed.task(), spec),
                spec,
                claimed.task().strict(),
                claimed.steps(),
                wait,
                waited,
                Duration.ofMillis(claimed.task().workedMillis()));
    }
}
