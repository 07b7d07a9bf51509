package dev.portico.template.store;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import dev.portico.template.Made;
import dev.portico.template.Step;
import dev.portico.template.TaskEvent;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// New tasks, and what is asked of tasks.
@Singleton
public final class TaskTable {
    private static final int MAX_EVENTS = 1_000;

    private final Sql sql;

    public TaskTable(Sql sql) {
        this.sql = sql;
    }

    /// @param sealed secrets, encrypted; null without any
    public record NewTask(
            UUID id,
            @Nullable String template,
            @Nullable String commit,
            @Nullable String baseUrl,
            boolean strict,
            String spec,
            String createdBy,
            List<Step> steps,
            byte @Nullable [] sealed) {
        public NewTask {
            steps = List.copyOf(steps);
        }
    }

    /// How many unfinished tasks there may be.
    public record Limits(int perUser, int perTemplate) {}

    /// RATE_LIMITED when there are as many as may be.
    public void create(NewTask task, Limits limits) {
        sql.inTransaction(
                tx -> {
                    requireRoom(tx, "created_by", task.createdBy(), limits.perUser());
                    if (task.template() != null) {
                        requireRoom(tx, "template", task.template(), limits.perTemplate());
                    }
                    insert(tx, task);
                    Announce.open(tx, 1);
                    return task.id();
                });
    }

    private static void requireRoom(Tx tx, String column, String value, int limit)
            throws SQLException {
        tx.execute("select pg_advisory_xact_lock(hashtextextended(?, 5))", column + value);
        long unfinished =
                tx.queryOne(
                                """
                                select count(*) from task where %s = ?
                                    and state in ('OPEN', 'PROCESSING', 'WAITING', 'UNKNOWN')
                                """
                                        .formatted(column),
                                row -> row.getLong(1),
                                value)
                        .orElse(0L);
        if (unfinished >= limit) {
            throw new PorticoException(
                    ErrorCode.RATE_LIMITED,
                    "%s has %d tasks that are not finished, as many as allowed; wait until one ends, or cancel one."
                            .formatted(value, unfinished));
        }
    }

    private static void insert(Tx tx, NewTask task) throws SQLException {
        tx.update(
                """
                insert into task (id, state, template, template_commit, base_url, strict, spec,
                    created_by)
                values (?, 'OPEN', ?, ?, ?, ?, ?, ?)
                """,
                task.id(),
                task.template(),
                task.commit(),
                task.baseUrl(),
                task.strict(),
                task.spec(),
                task.createdBy());
        List<Step> steps = task.steps();
        tx.update(
                """
                insert into task_step (task, number, id, name, action, status)
                select ?, s.*, 'OPEN' from unnest(?::int[], ?::text[], ?::text[], ?::text[]) s
                """,
                task.id(),
                IntStream.range(0, steps.size()).boxed().toArray(Integer[]::new),
                texts(steps, Step::id),
                texts(steps, Step::name),
                texts(steps, Step::action));
        if (task.sealed() != null) {
            tx.update(
                    "insert into task_secret (task, sealed) values (?, ?)",
                    task.id(),
                    task.sealed());
        }
    }

    private static String[] texts(List<Step> steps, Function<Step, String> part) {
        return steps.stream().map(part).toArray(String[]::new);
    }

    /// A task with its steps and what it made.
    public record Whole(TaskRow task, List<StepRow> steps, List<Made> made) {
        public Whole {
            steps = List.copyOf(steps);
            made = List.copyOf(made);
        }
    }

    public Optional<Whole> find(UUID id) {
        return sql.onSnapshot(
                tx -> {
                    Optional<TaskRow> row =
                            tx.queryOne(
                                    "select " + TaskRow.COLUMNS + " from task t where t.id = ?",
                                    TaskRow::read,
                                    id);
                    return row.isEmpty()
                            ? Optional.<Whole>empty()
                            : Optional.of(whole(tx, List.of(row.get())).getFirst());
                });
    }

    static List<Whole> whole(Tx tx, List<TaskRow> rows) throws SQLException {
        UUID[] ids = rows.stream().map(TaskRow::id).toArray(UUID[]::new);
        Map<UUID, List<StepRow>> steps = new HashMap<>();
        tx.forEach(
                "select * from task_step where task = any(?) order by task, number",
                row -> {
                    StepRow step = StepRow.read(row);
                    steps.computeIfAbsent(step.task(), _ -> new ArrayList<>()).add(step);
                },
                (Object) ids);
        Map<UUID, List<Made>> made = new HashMap<>();
        tx.forEach(
                "select task, type, ref, url from task_made where task = any(?) order by id",
                row ->
                        made.computeIfAbsent(
                                        row.getObject("task", UUID.class), _ -> new ArrayList<>())
                                .add(
                                        new Made(
                                                Made.Type.valueOf(row.getString("type")),
                                                row.getString("ref"),
                                                row.getString("url"))),
                (Object) ids);
        return rows.stream()
                .map(
                        row ->
                                new Whole(
                                        row,
                                        steps.getOrDefault(row.id(), List.of()),
                                        made.getOrDefault(row.id(), List.of())))
                .toList();
    }

    /// Events behind an id, oldest first, at most 1,000; empty when there is no such task.
    public Optional<List<TaskEvent>> events(UUID id, long after) {
        return sql.onSnapshot(
                tx -> {
                    if (tx.queryOne("select 1 from task where id = ?", _ -> 1, id).isEmpty()) {
                        return Optional.<List<TaskEvent>>empty();
                    }
                    return Optional.of(
                            tx.query(
                                    """
                                    select id, task, type, body, created_at from task_event
                                    where task = ? and id > ? order by id limit ?
                                    """,
                                    row ->
                                            new TaskEvent(
                                                    row.getLong("id"),
                                                    row.getObject("task", UUID.class),
                                                    TaskEvent.Type.valueOf(row.getString("type")),
                                                    row.getTimestamp("created_at").toInstant(),
                                                    JsonObject.parse(row.getString("body"))),
                                    id,
                                    after,
                                    MAX_EVENTS));
                });
    }
}
