package dev.portico.template.store;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Tx;
import dev.portico.template.TaskEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event to be stored.
///
/// @param seq counts the events of one claim, so that none is written twice
/// @param at null for when it is stored
public record EventRow(TaskEvent.Type type, JsonObject body, int seq, @Nullable Instant at) {
    /// One that no run tells of.
    public EventRow(TaskEvent.Type type, JsonObject body) {
        this(type, body, 0, null);
    }

    /// Writes events and tells all nodes. The row of the task must be locked.
    static void insert(Tx tx, UUID task, @Nullable Long fence, List<EventRow> events)
            throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        tx.update(
                """
                insert into task_event (task, type, body, fence, seq, created_at)
                select ?, e.type, e.body, ?::bigint,
                    case when ?::bigint is null then null else e.seq end,
                    coalesce(e.at, clock_timestamp())
                from unnest(?::text[], ?::text[], ?::int[], ?::timestamptz[])
                    with ordinality as e (type, body, seq, at, place)
                order by place
                on conflict (task, fence, seq) where fence is not null do nothing
                """,
                task,
                fence,
                fence,
                events.stream().map(event -> event.type().name()).toArray(String[]::new),
                events.stream().map(event -> event.body().toJson()).toArray(String[]::new),
                events.stream().map(EventRow::seq).toArray(Integer[]::new),
                events.stream().map(EventRow::at).toArray(Instant[]::new));
        Announce.event(tx, task);
    }
}
