package dev.portico.template.store;

import dev.portico.platform.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Deletes tasks that ended long ago. What they made outside stays linked with where it came from.
@Singleton
public final class TaskPurge {
    private static final int BATCH = 50;

    private final Sql sql;
    private final WorkspaceArchive archive;

    public TaskPurge(Sql sql, WorkspaceArchive archive) {
        this.sql = sql;
        this.archive = archive;
    }

    /// Deletes some; answers whether there may be more. Those another node deletes are passed over.
    public boolean purge(Duration keep) {
        return sql.inTransaction(
                tx -> {
                    List<UUID> old =
                            tx.query(
                                    """
                                    select id from task
                                    where ended_at < clock_timestamp() - ? * interval '1 ms'
                                    order by ended_at limit ? for update skip locked
                                    """,
                                    row -> row.getObject(1, UUID.class),
                                    keep.toMillis(),
                                    BATCH);
                    UUID[] ids = old.toArray(UUID[]::new);
                    tx.update(
                            """
                            insert into task_origin (task, template, template_commit, created_by,
                                created_at, parameters)
                            select id, template, template_commit, created_by, created_at,
                                coalesce((spec::jsonb -> 'parameters')::text, '{}')
                            from task t where id = any(?)
                                and exists (select 1 from task_made m where m.task = t.id)
                            on conflict (task) do nothing
                            """,
                            (Object) ids);
                    for (UUID id : old) {
                        archive.delete(tx, id);
                    }
                    tx.update("delete from task where id = any(?)", (Object) ids);
                    return old.size() == BATCH;
                });
    }
}
