package dev.portico.template.store;

import dev.portico.platform.sql.Sql;
import dev.portico.template.Tasks;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lists tasks.
@Singleton
public final class QueryTasks {
    private static final String WHERE =
            """
            from task t where (?::text[] is null or t.created_by = any(?::text[]))
                and (?::text[] is null or t.state = any(?::text[]))
                and (?::text[] is null or t.template = any(?::text[]))
                and (?::text[] is null or exists (
                    select 1 from task_made m where m.task = t.id and m.ref = any(?::text[])))
                and (?::text is null or t.created_by = ?::text or t.template = any(?::text[]))
            """;

    private final Sql sql;

    public QueryTasks(Sql sql) {
        this.sql = sql;
    }

    /// @param total of all that fit
    public record Found(List<TaskTable.Whole> tasks, long total) {
        public Found {
            tasks = List.copyOf(tasks);
        }
    }

    /// @param columns to order by, each with its direction, as `created_at desc`
    public Found query(Tasks.TaskFilter filter, List<String> columns, int limit) {
        String[][] sets = {
            texts(filter.createdBy()),
            texts(filter.states()),
            texts(filter.templates()),
            texts(filter.made())
        };
        Tasks.@Nullable Shown shown = filter.shown();
        @Nullable String owner = shown == null ? null : shown.createdBy();
        String[] ofTemplates =
                shown == null
                        ? new String[0]
                        : shown.templates().stream().map(String::valueOf).toArray(String[]::new);
        @Nullable Object[] all =
                Stream.concat(
                                Stream.of(sets).flatMap(set -> Stream.of(set, set)),
                                Stream.of(owner, owner, ofTemplates))
                        .toArray();
        String order = String.join(", ", columns);
        return sql.onSnapshot(
                tx -> {
                    long total =
                            tx.queryOne("select count(*) " + WHERE, row -> row.getLong(1), all)
                                    .orElse(0L);
                    List<TaskRow> rows =
                            tx.query(
                                    "select %s %s order by %s limit %d offset %d"
                                            .formatted(
                                                    TaskRow.COLUMNS,
                                                    WHERE,
                                                    order,
                                                    limit,
                                                    filter.offset()),
                                    TaskRow::read,
                                    all);
                    return new Found(rows.isEmpty() ? List.of() : TaskTable.whole(tx, rows), total);
                });
    }

    private static String @Nullable [] texts(Collection<?> values) {
        return values.isEmpty()
                ? null
                : values.stream().map(String::valueOf).toArray(String[]::new);
    }
}
