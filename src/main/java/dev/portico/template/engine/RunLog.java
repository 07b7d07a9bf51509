package dev.portico.template.engine;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.Step;
import dev.portico.template.TaskEvent;
import dev.portico.template.TaskState;
import dev.portico.template.store.EventRow;
import dev.portico.template.store.RunTable;
import dev.portico.template.store.WaitRow;
import dev.portico.template.store.WorkspaceArchive;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Words what happens in a run and saves it, with every secret masked. Used by the thread of the
/// run.
///
/// What is simply done again is saved together, at most [#DELAY] after it happened and not waited
/// for until it is on disk: a run of many short steps would spend its time saving them. What must
/// not be done again is on disk before the next action is called.
final class RunLog {
    private static final Duration DELAY = Duration.ofMillis(25);

    private final Journal journal;
    private final Vault vault;
    private final Clock clock;
    private final List<EventRow> events = new ArrayList<>();
    private final Map<Integer, RunTable.StepChange> steps = new TreeMap<>();
    private final List<WorkspaceArchive.Prepared> workspaces = new ArrayList<>();
    private boolean noWait;
    private boolean lasting;
    private @Nullable Long due;

    RunLog(Journal journal, Vault vault, Clock clock) {
        this.journal = journal;
        this.vault = vault;
        this.clock = clock;
    }

    /// Adds a line.
    void add(@Nullable Step step, @Nullable String status, String message) {
        JsonObject body = JsonObject.EMPTY.with("message", vault.mask().text(message));
        if (step != null) {
            body = body.with("stepId", step.id());
        }
        if (status != null) {
            body = body.with("status", status);
        }
        add(TaskEvent.Type.LOG, body);
    }

    private void add(TaskEvent.Type type, JsonObject body) {
        events.add(new EventRow(type, body, journal.nextEvent(), clock.instant()));
        changed();
    }

    String masked(String text) {
        return vault.mask().text(text);
    }

    /// The same error for the log of the program, where secrets may not stand either.
    Throwable masked(Throwable error) {
        RuntimeException masked =
                new RuntimeException(
                        vault.mask().text(String.valueOf(error)),
                        error.getCause() == null ? null : masked(error.getCause()));
        masked.setStackTrace(error.getStackTrace());
        return masked;
    }

    /// Adds how a step is, with what it did to the workspace.
    ///
    /// @param ends whether the step, should it have waited, waits no more
    void step(Progress progress, WorkspaceArchive.@Nullable Prepared workspace, boolean ends) {
        change(progress, workspace);
        noWait |= ends;
        lasting |= progress.lasting;
        saveWhenDue();
    }

    private void change(Progress progress, WorkspaceArchive.@Nullable Prepared workspace) {
        steps.put(progress.number, progress.change());
        if (workspace != null) {
            workspaces.add(workspace);
        }
        changed();
    }

    private void changed() {
        if (due == null) {
            due = System.nanoTime() + DELAY.toNanos();
        }
    }

    /// How long until something must be saved, in nanoseconds; 0 when it is due.
    long untilDue() {
        return due == null ? Long.MAX_VALUE : Math.max(0, due - System.nanoTime());
    }

    void saveWhenDue() {
        if (untilDue() == 0) {
            save();
        }
    }

    /// Saves what must not be done again; to be called before an action is.
    void settle() {
        if (lasting) {
            save();
        }
    }

    /// Saves what was added.
    void save() {
        if (due != null) {
            save(null, null);
        }
    }

    /// Saves what an action noted; it counts on it from now on.
    void noted(Progress progress) {
        change(progress, null);
        lasting = true;
        save();
    }

    /// Saves that the task is run no more for now.
    void park(
            Progress progress,
            WorkspaceArchive.@Nullable Prepared workspace,
            @Nullable WaitRow wait,
            TaskState state) {
        change(progress, workspace);
        lasting = true;
        save(wait, new RunTable.Next(state, null, null));
    }

    void completed(JsonObject output) {
        JsonObject masked = vault.mask().object(output);
        JsonObject body =
                JsonObject.EMPTY
                        .with("message", "Run completed with status: completed")
                        .with("output", masked);
        end(body, new RunTable.Next(TaskState.COMPLETED, null, masked.toJson()));
    }

    void failed(String name, String message) {
        String masked = vault.mask().text(message);
        JsonObject error = JsonObject.EMPTY.with("name", name).with("message", masked);
        JsonObject body =
                JsonObject.EMPTY
                        .with("message", "Run completed with status: failed")
                        .with("error", error);
        end(body, new RunTable.Next(TaskState.FAILED, masked, null));
    }

    private void end(JsonObject body, RunTable.Next next) {
        add(TaskEvent.Type.COMPLETION, body);
        noWait = true;
        lasting = true;
        save(null, next);
    }

    private void save(@Nullable WaitRow wait, RunTable.@Nullable Next next) {
        RunTable.Save save =
                new RunTable.Save(
                        List.copyOf(steps.values()),
                        events,
                        vault.sealed(),
                        workspaces,
                        wait,
                        noWait,
                        next,
                        lasting);
        steps.clear();
        events.clear();
        workspaces.clear();
        noWait = false;
        lasting = false;
        due = null;
        journal.save(save);
    }

    /// The name Backstage has for such an error.
    static String errorName(ErrorCode code) {
        return switch (code) {
            case INVALID_INPUT, UNPROCESSABLE, TOO_LARGE -> "InputError";
            case UNAUTHENTICATED -> "AuthenticationError";
            case FORBIDDEN -> "NotAllowedError";
            case NOT_FOUND, GONE -> "NotFoundError";
            case CONFLICT -> "ConflictError";
            case UNAVAILABLE -> "ServiceUnavailableError";
            case RATE_LIMITED, UPSTREAM_FAILED, INTERNAL -> "Error";
        };
    }

    static String status(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
