package dev.portico.template.store;

import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import dev.portico.template.TaskState;
import dev.portico.template.Tasks;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What people do to tasks: cancel them, run them again, say what became of a step.
@Singleton
public final class EndTable {
    private final Sql sql;

    public EndTable(Sql sql) {
        this.sql = sql;
    }

    /// The state it has; empty when there is no such task.
    public Optional<TaskState> state(UUID task) {
        return sql.onSnapshot(tx -> state(tx, task, ""));
    }

    private static Optional<TaskState> state(Tx tx, UUID task, String lock) throws SQLException {
        return tx.queryOne(
                "select state from task where id = ? " + lock,
                row -> TaskState.valueOf(row.getString(1)),
                task);
    }

    /// Ends a task; whoever runs it has lost it. False when it had ended, or is none.
    ///
    /// @param reason what is said at the step it was at
    public boolean cancel(UUID task, List<EventRow> events, String reason) {
        return sql.inTransaction(
                tx -> {
                    Optional<TaskState> state = state(tx, task, "for no key update");
                    if (state.isEmpty() || state.get().isFinal()) {
                        return false;
                    }
                    tx.update(
                            """
                            update task_step set ended_at = clock_timestamp(), status = 'CANCELLED',
                                reason = case when status = 'OPEN' then null else ? end
                            where task = ?
                                and status in ('OPEN', 'PROCESSING', 'WAITING', 'UNKNOWN')
                            """,
                            reason,
                            task);
                    EventRow.insert(tx, task, null, events);
                    long fence =
                            tx.queryOne(
                                            """
                                            update task set state = 'CANCELLED',
                                                ended_at = clock_timestamp(), fence = fence + 1
                                            where id = ? returning fence
                                            """,
                                            row -> row.getLong(1),
                                            task)
                                    .orElseThrow();
                    RunTable.forget(tx, task);
                    Announce.stop(tx, task, fence);
                    return true;
                });
    }

    /// Runs a task again that ended: from its first step that is not finished, or all when all
    /// were. False when it has not ended, or is none.
    public boolean retry(UUID task, byte @Nullable [] sealed, EventRow event) {
        return sql.inTransaction(
                tx -> {
                    Optional<TaskState> state = state(tx, task, "for no key update");
                    if (state.isEmpty() || !state.get().isFinal()) {
                        return false;
                    }
                    reset(tx, task, state.get() == TaskState.COMPLETED);
                    tx.update(
                            """
                            delete from task_event
                            where task = ? and type in ('CANCELLED', 'COMPLETION')
                            """,
                            task);
                    EventRow.insert(tx, task, null, List.of(event));
                    tx.update(
                            """
                            update task set state = 'OPEN', open_since = clock_timestamp(),
                                ended_at = null, error = null, output = null, worked_ms = 0
                            where id = ?
                            """,
                            task);
                    if (sealed != null) {
                        tx.update(
                                "insert into task_secret (task, sealed) values (?, ?)",
                                task,
                                sealed);
                    }
                    Announce.open(tx, 1);
                    return true;
                });
    }

    private static void reset(Tx tx, UUID task, boolean all) throws SQLException {
        String from =
                """
                number >= case when ? then 0 else (
                    select coalesce(min(number), 2147483647) from task_step
                    where task = ? and status not in ('COMPLETED', 'SKIPPED')) end
                """;
        tx.update(
                """
                delete from task_decision where task = ? and step in (
                    select number from task_step where task = ? and %s)
                """
                        .formatted(from),
                task,
                task,
                all,
                task);
        tx.update(
                """
                delete from task_callback where task = ? and step in (
                    select number from task_step where task = ? and %s)
                """
                        .formatted(from),
                task,
                task,
                all,
                task);
        tx.update(
                """
                update task_step set status = 'OPEN', output = null, reason = null, tries = 0,
                    started_at = null, ended_at = null,
                    items = case when status = 'COMPLETED' then null else items end,
                    noted = case when status = 'COMPLETED' then null else noted end,
                    round = round + case when status = 'COMPLETED' then 1 else 0 end
                where task = ? and %s
                """
                        .formatted(from),
                task,
                all,
                task);
    }

    /// What became of a step whose outcome was not known.
    ///
    /// @param items outputs of the items that are done now, JSON; null for a step without `each`
    /// @param reason why it failed
    public record Resolved(
            int step,
            String reason,
            Tasks.Resolution resolution,
            @Nullable String items,
            @Nullable String output) {}

    /// Lets the task go on; false when its step is not unknown any more.
    public boolean resolve(UUID task, Resolved resolved, EventRow event) {
        return sql.inTransaction(
                tx -> {
                    if (state(tx, task, "for no key update").orElse(null) != TaskState.UNKNOWN) {
                        return false;
                    }
                    String status =
                            switch (resolved.resolution()) {
                                case DONE -> resolved.items() == null ? "COMPLETED" : "OPEN";
                                case AGAIN -> "OPEN";
                                case FAILED -> "FAILED";
                            };
                    int changed =
                            tx.update(
                                    """
                                    update task_step set status = ?, output = ?,
                                        items = coalesce(?, items),
                                        reason = case when ? = 'FAILED' then ? end,
                                        ended_at = case when ? = 'OPEN' then null
                                            else clock_timestamp() end
                                    where task = ? and number = ? and status = 'UNKNOWN'
                                    """,
                                    status,
                                    resolved.output(),
                                    resolved.items(),
                                    status,
                                    resolved.reason(),
                                    status,
                                    task,
                                    resolved.step());
                    if (changed == 0) {
                        return false;
                    }
                    EventRow.insert(tx, task, null, List.of(event));
                    tx.update(
                            """
                            update task set state = 'OPEN', open_since = clock_timestamp()
                            where id = ?
                            """,
                            task);
                    Announce.open(tx, 1);
                    return true;
                });
    }
}
