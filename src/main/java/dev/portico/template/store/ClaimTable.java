package dev.portico.template.store;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import dev.portico.template.TaskEvent;
import dev.portico.template.action.Decision;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who runs which task. The user with the fewest that are run goes first, then who waits longest.
@Singleton
public final class ClaimTable {
    /// Any number; it lets one node choose at a time, so that the choice is fair.
    private static final long CHOICE = 7_405_001;

    private static final String CHOOSE =
            """
            with busy as (
                select created_by, count(*) as n from task where state = 'PROCESSING' group by 1),
            next as (
                select t.id from task t left join busy b on b.created_by = t.created_by
                where t.state = 'OPEN'
                order by coalesce(b.n, 0), t.open_since, t.id limit 1
                for no key update of t skip locked)
            update task t set state = 'PROCESSING', node = ?, fence = fence + 1,
                claimed_at = clock_timestamp(), heartbeat_at = clock_timestamp()
            from next where t.id = next.id
            returning
            """
                    + TaskRow.COLUMNS;

    private final Sql sql;

    public ClaimTable(Sql sql) {
        this.sql = sql;
    }

    /// All that is needed to run a task.
    ///
    /// @param sealed secrets and what must be hidden, encrypted; null without any
    /// @param waited what it waited with; null when it did not
    /// @param decisions on the step and item it waited at
    /// @param answer called back for that, JSON; null without one
    public record Claimed(
            TaskRow task,
            List<StepRow> steps,
            byte @Nullable [] sealed,
            @Nullable WaitRow waited,
            List<Decision> decisions,
            @Nullable String answer) {
        public Claimed {
            steps = List.copyOf(steps);
            decisions = List.copyOf(decisions);
        }
    }

    /// Takes the task whose turn it is; empty when none can go on.
    public Optional<Claimed> claim(UUID node) {
        return sql.inTransaction(
                tx -> {
                    // a run whose claim got lost is refused what it saves
                    tx.needNotBeOnDisk();
                    tx.execute("select pg_advisory_xact_lock(?)", CHOICE);
                    Optional<TaskRow> row = tx.queryOne(CHOOSE, TaskRow::read, node);
                    return row.isEmpty()
                            ? Optional.<Claimed>empty()
                            : Optional.of(load(tx, row.get()));
                });
    }

    private static Claimed load(Tx tx, TaskRow task) throws SQLException {
        @Nullable WaitRow wait =
                tx.queryOne("select * from task_wait where task = ?", WaitRow::read, task.id())
                        .orElse(null);
        return new Claimed(
                task,
                tx.query(
                        "select * from task_step where task = ? order by number",
                        StepRow::read,
                        task.id()),
                tx.queryOne(
                                "select sealed from task_secret where task = ?",
                                row -> row.getBytes(1),
                                task.id())
                        .orElse(null),
                wait,
                wait == null ? List.of() : decisions(tx, task.id(), wait),
                wait == null ? null : answer(tx, task.id(), wait));
    }

    private static List<Decision> decisions(Tx tx, UUID task, WaitRow wait) throws SQLException {
        return tx.query(
                """
                with got as (
                    update task_decision set seen = true
                    where task = ? and step = ? and item = ? returning *)
                select * from got order by id
                """,
                row ->
                        new Decision(
                                row.getString("actor"),
                                row.getBoolean("approved"),
                                row.getString("comment"),
                                row.getTimestamp("at").toInstant()),
                task,
                wait.step(),
                wait.item());
    }

    private static @Nullable String answer(Tx tx, UUID task, WaitRow wait) throws SQLException {
        List<String> answers =
                tx.query(
                        """
                        with got as (
                            update task_callback set seen = true
                            where task = ? and step = ? and item = ? and answer is not null
                            returning answer, answered_at)
                        select answer from got order by answered_at desc limit 1
                        """,
                        row -> row.getString(1),
                        task,
                        wait.step(),
                        wait.item());
        return answers.isEmpty() ? null : answers.getFirst();
    }

    /// Says that a node still runs these tasks, by their fences; answers those it lost.
    public Set<UUID> beat(Map<UUID, Long> fences) {
        if (fences.isEmpty()) {
            return Set.of();
        }
        List<UUID> ids = List.copyOf(fences.keySet());
        Set<UUID> lost = new HashSet<>(ids);
        sql.inTransaction(
                tx -> {
                    // in one order, so that nodes do not block each other for good
                    tx.forEach(
                            """
                            with mine as (
                                select t.id from task t
                                join unnest(?::uuid[], ?::bigint[]) as f (id, fence)
                                    on t.id = f.id and t.fence = f.fence
                                where t.state = 'PROCESSING'
                                order by t.id for no key update of t)
                            update task t set heartbeat_at = clock_timestamp()
                            from mine where t.id = mine.id returning t.id
                            """,
                            row -> lost.remove(row.getObject(1, UUID.class)),
                            ids.toArray(UUID[]::new),
                            ids.stream().map(fences::get).toArray(Long[]::new));
                    return lost;
                });
        return lost;
    }

    /// Lets a task go on whose run ended as the database lost what it saved; nothing when somebody
    /// else has it.
    public void reopenRun(UUID task, long fence) {
        int unused = reopen("t.id = ? and t.fence = ?", Set.of(), task, fence);
    }

    /// Lets tasks go on that a node ran, which has ended. Answers how many.
    public int reopenOf(UUID node) {
        return reopen("t.node = ?", Set.of(), node);
    }

    /// Lets tasks go on whose node has not been heard of for so long. One that this node was given
    /// but does not run, as it was not told in time, must be silent for longer.
    ///
    /// @param running what this node runs itself
    public int reopenLost(Duration silence, UUID node, Set<UUID> running) {
        return reopen(
                """
                t.heartbeat_at < clock_timestamp()
                    - ? * case when t.node = ? then 4 else 1 end * interval '1 ms'
                """,
                running,
                silence.toMillis(),
                node);
    }

    private int reopen(String which, Set<UUID> running, Object... parameters) {
        List<Object> all = new ArrayList<>();
        all.add(running.toArray(UUID[]::new));
        all.addAll(List.of(parameters));
        return sql.inTransaction(
                tx -> {
                    Map<UUID, Long> fences = new LinkedHashMap<>();
                    tx.forEach(
                            """
                            with gone as (
                                select t.id from task t
                                where t.state = 'PROCESSING' and t.id <> all(?) and %s
                                order by t.id for no key update of t skip locked)
                            update task t set state = 'OPEN', open_since = clock_timestamp(),
                                fence = fence + 1,
                                worked_ms = worked_ms
                                    + extract(epoch from heartbeat_at - claimed_at) * 1000
                            from gone where t.id = gone.id returning t.id, t.fence
                            """
                                    .formatted(which),
                            row -> fences.put(row.getObject(1, UUID.class), row.getLong(2)),
                            all.toArray());
                    for (Map.Entry<UUID, Long> task : fences.entrySet()) {
                        EventRow.insert(tx, task.getKey(), null, List.of(RECOVERED));
                        Announce.stop(tx, task.getKey(), task.getValue());
                    }
                    Announce.open(tx, fences.size());
                    return fences.size();
                });
    }

    /// Notes jobs for tasks that can go on and have none, should there ever be such.
    public void addMissingJobs() {
        sql.inTransaction(
                tx -> {
                    int missing =
                            tx.queryOne(
                                            """
                                            select (select count(*) from task where state = 'OPEN')
                                                - (select count(*) from job
                                                    where task_name = ? and not picked)
                                            """,
                                            row -> row.getInt(1),
                                            Announce.JOB)
                                    .orElse(0);
                    Announce.open(tx, Math.max(0, missing));
                    return missing;
                });
    }

    private static final EventRow RECOVERED =
            new EventRow(
                    TaskEvent.Type.RECOVERED,
                    JsonObject.EMPTY
                            .with(
                                    "message",
                                    "The program that ran the task went away; it goes on with the first step that is not finished.")
                            .with("recoverStrategy", "none"));
}
