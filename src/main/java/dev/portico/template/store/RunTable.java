package dev.portico.template.store;

import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import dev.portico.template.Made;
import dev.portico.template.StepState;
import dev.portico.template.TaskState;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a run saves while it goes on.
@Singleton
public final class RunTable {
    private final Sql sql;
    private final WorkspaceArchive archive;

    public RunTable(Sql sql, WorkspaceArchive archive) {
        this.sql = sql;
        this.archive = archive;
    }

    /// Everything that changes at once; null for what does not.
    ///
    /// @param steps each at most once
    /// @param workspaces what was done to the workspace, in order
    /// @param sealed secrets and what must be hidden, encrypted
    /// @param noWait whether it waits no more
    /// @param lasting whether it must be on disk before the run goes on; else a crash of the
    ///     database may take it back, and then all that was saved after it as well
    public record Save(
            List<StepChange> steps,
            List<EventRow> events,
            byte @Nullable [] sealed,
            List<WorkspaceArchive.Prepared> workspaces,
            @Nullable WaitRow waiting,
            boolean noWait,
            @Nullable Next next,
            boolean lasting) {
        public Save {
            steps = List.copyOf(steps);
            events = List.copyOf(events);
            workspaces = List.copyOf(workspaces);
        }
    }

    /// How a step is from now on.
    ///
    /// @param startedAt null for when it is saved
    /// @param endedAt null for when it is saved
    public record StepChange(
            int number,
            StepState.Status status,
            @Nullable String output,
            @Nullable String reason,
            int attempts,
            int tries,
            @Nullable String items,
            @Nullable String noted,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    /// How the task is from now on, when it is run no more.
    public record Next(TaskState state, @Nullable String error, @Nullable String output) {}

    /// Saves all or nothing; false when somebody else has the task now, or the database lost what
    /// was saved before.
    ///
    /// @param before number of the event saved last in this run; 0 for none
    public boolean save(UUID task, long fence, int before, Save save) {
        return sql.inTransaction(
                tx -> {
                    if (!lock(tx, task, fence, before)) {
                        return false;
                    }
                    if (!save.lasting()) {
                        tx.needNotBeOnDisk();
                    }
                    for (StepChange step : save.steps()) {
                        save(tx, task, step);
                    }
                    if (save.sealed() != null) {
                        tx.update(
                                """
                                insert into task_secret (task, sealed) values (?, ?)
                                on conflict (task) do update set sealed = excluded.sealed
                                """,
                                task,
                                save.sealed());
                    }
                    for (WorkspaceArchive.Prepared workspace : save.workspaces()) {
                        archive.save(tx, workspace);
                    }
                    if (save.noWait() || save.waiting() != null) {
                        tx.update("delete from task_wait where task = ?", task);
                    }
                    if (save.waiting() != null) {
                        insert(tx, task, save.waiting());
                    }
                    EventRow.insert(tx, task, fence, save.events());
                    if (save.next() != null) {
                        next(tx, task, save);
                    }
                    return true;
                });
    }

    private static boolean lock(Tx tx, UUID task, long fence, int before) throws SQLException {
        return tx.queryOne(
                        """
                        select 1 from task where id = ? and fence = ? and state = 'PROCESSING'
                            and (? = 0 or exists (
                                select 1 from task_event e
                                where e.task = task.id and e.fence = task.fence and e.seq = ?))
                        for no key update
                        """,
                        _ -> 1,
                        task,
                        fence,
                        before,
                        before)
                .isPresent();
    }

    private static void save(Tx tx, UUID task, StepChange step) throws SQLException {
        boolean ended =
                switch (step.status()) {
                    case COMPLETED, SKIPPED, FAILED, CANCELLED -> true;
                    case OPEN, PROCESSING, WAITING, UNKNOWN -> false;
                };
        tx.update(
                """
                update task_step set status = ?, output = ?, reason = ?, attempts = ?, tries = ?,
                    items = ?, noted = ?,
                    started_at = case when ? > 0 then coalesce(started_at, ?, clock_timestamp()) end,
                    ended_at = case when ? then coalesce(?, clock_timestamp()) end
                where task = ? and number = ?
                """,
                step.status().name(),
                step.output(),
                step.reason(),
                step.attempts(),
                step.tries(),
                step.items(),
                step.noted(),
                step.attempts(),
                step.startedAt(),
                ended,
                step.endedAt(),
                task,
                step.number());
    }

    private static void insert(Tx tx, UUID task, WaitRow wait) throws SQLException {
        tx.update(
                """
                insert into task_wait (task, step, step_id, item, state, wake_keys, reason,
                    check_at, expires)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                task,
                wait.step(),
                wait.stepId(),
                wait.item(),
                wait.state(),
                wait.wakeKeys().toArray(String[]::new),
                wait.reason(),
                wait.checkAt(),
                wait.expires());
        Announce.waits(tx, wait.wakeKeys());
    }

    private void next(Tx tx, UUID task, Save save) throws SQLException {
        Next next = Objects.requireNonNull(save.next());
        TaskState state = next.state();
        if (save.waiting() != null && alreadyAnswered(tx, task, save.waiting())) {
            state = TaskState.OPEN;
        }
        tx.update(
                """
                update task set state = ?, error = ?, output = ?, open_since = clock_timestamp(),
                    ended_at = case when ? then clock_timestamp() end,
                    worked_ms = worked_ms + extract(epoch from clock_timestamp() - claimed_at) * 1000
                where id = ?
                """,
                state.name(),
                next.error(),
                next.output(),
                state.isFinal(),
                task);
        if (state.isFinal()) {
            end(tx, task);
        } else if (state == TaskState.OPEN) {
            Announce.open(tx, 1);
        }
    }

    /// What must be gone when a task ended.
    static void forget(Tx tx, UUID task) throws SQLException {
        tx.update("delete from task_secret where task = ?", task);
        tx.update("delete from task_wait where task = ?", task);
    }

    private static void end(Tx tx, UUID task) throws SQLException {
        forget(tx, task);
    }

    /// Whether something came that the run which now waits has not seen.
    private static boolean alreadyAnswered(Tx tx, UUID task, WaitRow wait) throws SQLException {
        return tx.queryOne(
                        """
                        select 1 from task_callback
                        where task = ? and step = ? and item = ? and answer is not null and not seen
                        union all
                        select 1 from task_decision
                        where task = ? and step = ? and item = ? and not seen
                        limit 1
                        """,
                        _ -> 1,
                        task,
                        wait.step(),
                        wait.item(),
                        task,
                        wait.step(),
                        wait.item())
                .isPresent();
    }

    /// Links something that was made with the task, whoever runs it now.
    public void made(UUID task, Made made) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                insert into task_made (task, type, ref, url) values (?, ?, ?, ?)
                                on conflict (task, type, ref) do nothing
                                """,
                                task,
                                made.type().name(),
                                made.ref(),
                                made.url()));
    }

    /// Notes the hash of a token that a step gave out.
    public void addToken(UUID task, int step, int item, byte[] hash) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                insert into task_callback (task, step, item, token_hash)
                                values (?, ?, ?, ?) on conflict do nothing
                                """,
                                task,
                                step,
                                item,
                                hash));
    }
}
