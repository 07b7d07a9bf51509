package dev.portico.template.store;

import dev.portico.platform.sql.Tx;
import dev.portico.template.StepState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A step of a task as it is stored.
///
/// @param output JSON; null until it is completed
/// @param attempts how often it was begun
/// @param tries how often it was begun since the task was last asked for
/// @param items outputs of the items of its `each` that are done, as a JSON list; null without any
/// @param noted values of effects that were done, as JSON by their keys; null without any
/// @param round how often it was run anew after it had been completed
public record StepRow(
        UUID task,
        int number,
        String id,
        String name,
        String action,
        StepState.Status status,
        @Nullable String output,
        @Nullable String reason,
        int attempts,
        int tries,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String items,
        @Nullable String noted,
        int round) {
    static StepRow read(ResultSet row) throws SQLException {
        return new StepRow(
                row.getObject("task", UUID.class),
                row.getInt("number"),
                row.getString("id"),
                row.getString("name"),
                row.getString("action"),
                StepState.Status.valueOf(row.getString("status")),
                row.getString("output"),
                row.getString("reason"),
                row.getInt("attempts"),
                row.getInt("tries"),
                Tx.instant(row, "started_at"),
                Tx.instant(row, "ended_at"),
                row.getString("items"),
                row.getString("noted"),
                row.getInt("round"));
    }
}
