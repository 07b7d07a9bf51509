package dev.portico.template.store;

import dev.portico.platform.sql.Tx;
import dev.portico.template.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A task as it is stored.
///
/// @param spec JSON in Backstage's form
/// @param workedMillis how long it was run before the present claim
/// @param output JSON; null until it is completed
public record TaskRow(
        UUID id,
        TaskState state,
        @Nullable String template,
        @Nullable String commit,
        @Nullable String baseUrl,
        boolean strict,
        String spec,
        String createdBy,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable Instant heartbeatAt,
        long fence,
        long workedMillis,
        @Nullable String error,
        @Nullable String output) {
    static final String COLUMNS =
            """
            t.id, t.state, t.template, t.template_commit, t.base_url, t.strict, t.spec, t.created_by,
            t.created_at, t.ended_at, t.heartbeat_at, t.fence, t.worked_ms, t.error, t.output
            """;

    static TaskRow read(ResultSet row) throws SQLException {
        return new TaskRow(
                row.getObject("id", UUID.class),
                TaskState.valueOf(row.getString("state")),
                row.getString("template"),
                row.getString("template_commit"),
                row.getString("base_url"),
                row.getBoolean("strict"),
                row.getString("spec"),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                Tx.instant(row, "ended_at"),
                Tx.instant(row, "heartbeat_at"),
                row.getLong("fence"),
                row.getLong("worked_ms"),
                row.getString("error"),
                row.getString("output"));
    }
}
