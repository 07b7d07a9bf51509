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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Words what happens in a run and saves it, with every secret masked. Used by the thread of the
/// run.
final class RunLog {
    private final Journal journal;
    private final Vault vault;
    private final List<EventRow> pending = new ArrayList<>();

    RunLog(Journal journal, Vault vault) {
        this.journal = journal;
        this.vault = vault;
    }

    /// Adds a line that is saved with what is saved next.
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
        pending.add(new EventRow(type, body, journal.nextEvent()));
    }

    /// Saves a line at once.
    void write(@Nullable Step step, String message) {
        add(step, null, message);
        save(null, null, null, false, null, false);
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

    /// Saves how a step is, with what it did to the workspace. What would simply be done again is
    /// not waited for until it is on disk.
    void step(Progress progress, WorkspaceArchive.@Nullable Prepared workspace, boolean noWait) {
        save(progress.change(), workspace, null, noWait, null, progress.lasting);
    }

    /// Saves what an action noted; it counts on it from now on.
    void noted(Progress progress) {
        save(progress.change(), null, null, false, null, true);
    }

    /// Saves that the task is run no more for now.
    void park(
            Progress progress,
            WorkspaceArchive.@Nullable Prepared workspace,
            @Nullable WaitRow wait,
            TaskState state) {
        save(progress.change(), workspace, wait, false, new RunTable.Next(state, null, null), true);
    }

    void completed(JsonObject output) {
        JsonObject masked = vault.mask().object(output);
        JsonObject body =
                JsonObject.EMPTY
                        .with("message", "Run completed with status: completed")
                        .with("output", masked);
        add(TaskEvent.Type.COMPLETION, body);
        save(
                null,
                null,
                null,
                true,
                new RunTable.Next(TaskState.COMPLETED, null, masked.toJson()),
                true);
    }

    void failed(String name, String message) {
        String masked = vault.mask().text(message);
        JsonObject error = JsonObject.EMPTY.with("name", name).with("message", masked);
        JsonObject body =
                JsonObject.EMPTY
                        .with("message", "Run completed with status: failed")
                        .with("error", error);
        add(TaskEvent.Type.COMPLETION, body);
        save(null, null, null, true, new RunTable.Next(TaskState.FAILED, masked, null), true);
    }

    private void save(
            RunTable.@Nullable StepChange step,
            WorkspaceArchive.@Nullable Prepared workspace,
            @Nullable WaitRow wait,
            boolean noWait,
            RunTable.@Nullable Next next,
            boolean lasting) {
        List<EventRow> events = List.copyOf(pending);
        pending.clear();
        journal.save(
                new RunTable.Save(
                        step, events, vault.sealed(), workspace, wait, noWait, next, lasting));
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
