package dev.portico.template.store;

import dev.portico.platform.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads which commit of its template each instance stands at. An update counts once it is known to
/// be in the repository: its run waited for the merge, or found nothing to bring in.
@Singleton
public final class QueryInstances {
    private static final String UPDATE =
            """
            select s.task, s.output::jsonb ->> 'commit' as commit, ut.created_at
            from task_made m
            join task_step s on s.output::jsonb ->> 'entityRef' = m.ref
                and s.action = 'template:update' and s.status = 'COMPLETED'
            join task ut on ut.id = s.task and ut.state = 'COMPLETED'
            where m.task = t.id and m.type = 'ENTITY' and ut.created_at >= t.created_at
                and s.output::jsonb ->> 'commit' is not null
                and %s (s.output::jsonb ->> 'changed' = 'false' or exists (
                    select 1 from task_step w where w.task = s.task and w.number > s.number
                        and w.action = 'wait:pull-request' and w.status = 'COMPLETED'))
            order by ut.created_at desc limit 1
            """;

    private static final String INSTANCE =
            """
            select t.id, t.template, t.created_at, a.task as updated_by,
                coalesce(a.commit, t.template_commit) as commit,
                case when a.task is null then t.base_url end as base_url,
                case when a.task is null or p.created_at > a.created_at then p.task end
                    as proposed_by
            from task t
            left join lateral (%s) a on true
            left join lateral (%s) p on true
            where t.state = 'COMPLETED'
                and exists (select 1 from task_made m where m.task = t.id
                    and m.type in ('REPOSITORY', 'ENTITY'))
            """
                    .formatted(UPDATE.formatted(""), UPDATE.formatted("not"));

    private static final String PAGE =
            """
            from (%s and t.template = ? and (?::text is null or t.created_by = ?)) i
            join unnest(?::text[], ?::text[]) as o (commit, base_url)
                on o.commit is not distinct from i.commit
                    and o.base_url is not distinct from i.base_url
            """
                    .formatted(INSTANCE);

    private final Sql sql;

    public QueryInstances(Sql sql) {
        this.sql = sql;
    }

    /// What an instance was made from.
    ///
    /// @param baseUrl the template's folder then; null for where it is now
    public record Origin(@Nullable String commit, @Nullable String baseUrl) {
        private static Origin read(ResultSet row) throws SQLException {
            return new Origin(row.getString("commit"), row.getString("base_url"));
        }
    }

    /// One instance; see [dev.portico.template.Instance].
    public record Found(
            UUID task, Origin origin, @Nullable UUID updatedBy, @Nullable UUID proposedBy) {}

    /// Of those tasks that made an instance.
    public List<Found> of(Collection<UUID> tasks) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                INSTANCE + " and t.id = any(?)",
                                row ->
                                        new Found(
                                                row.getObject("id", UUID.class),
                                                Origin.read(row),
                                                row.getObject("updated_by", UUID.class),
                                                row.getObject("proposed_by", UUID.class)),
                                (Object) tasks.toArray(UUID[]::new)));
    }

    /// All that instances of a template were made from, each once.
    public List<Origin> origins(String template) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                "select distinct commit, base_url from (%s and t.template = ?) i"
                                        .formatted(INSTANCE),
                                Origin::read,
                                template));
    }

    /// The tasks whose instances were made from one of those, the newest first.
    ///
    /// @param createdBy only those of this one; null for all
    public QueryTasks.Found page(
            String template,
            @Nullable String createdBy,
            Collection<Origin> origins,
            int limit,
            int offset) {
        String[] commits = origins.stream().map(Origin::commit).toArray(String[]::new);
        String[] folders = origins.stream().map(Origin::baseUrl).toArray(String[]::new);
        return sql.onSnapshot(
                tx -> {
                    long total =
                            tx.queryOne(
                                            "select count(*) " + PAGE,
                                            row -> row.getLong(1),
                                            template,
                                            createdBy,
                                            createdBy,
                                            commits,
                                            folders)
                                    .orElse(0L);
                    List<TaskRow> rows =
                            tx.query(
                                    """
                                    select %s from task t
                                    where t.id in (select i.id %s
                                        order by i.created_at desc, i.id limit ? offset ?)
                                    order by t.created_at desc, t.id
                                    """
                                            .formatted(TaskRow.COLUMNS, PAGE),
                                    TaskRow::read,
                                    template,
                                    createdBy,
                                    createdBy,
                                    commits,
                                    folders,
                                    limit,
                                    offset);
                    return new QueryTasks.Found(
                            rows.isEmpty() ? List.of() : TaskTable.whole(tx, rows), total);
                });
    }
}
