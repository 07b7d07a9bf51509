package dev.portico.template.store;

import dev.portico.platform.sql.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a task waits for.
///
/// @param step number of the step
/// @param item index of the item of its `each`; 0 without one
/// @param state JSON that the action wants to see again
/// @param checkAt when to look without being woken
/// @param expires when waiting ends
public record WaitRow(
        int step,
        String stepId,
        int item,
        String state,
        Set<String> wakeKeys,
        String reason,
        @Nullable Instant checkAt,
        @Nullable Instant expires) {
    public WaitRow {
        wakeKeys = Set.copyOf(wakeKeys);
    }

    static WaitRow read(ResultSet row) throws SQLException {
        return new WaitRow(
                row.getInt("step"),
                row.getString("step_id"),
                row.getInt("item"),
                row.getString("state"),
                Set.of((String[]) row.getArray("wake_keys").getArray()),
                row.getString("reason"),
                Tx.instant(row, "check_at"),
                Tx.instant(row, "expires"));
    }
}
