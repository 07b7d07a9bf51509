package dev.portico.notify.store;

import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rows of webhook subscribers. One node at a time delivers to a subscriber: it holds the row's
/// lease, which runs out by the database's clock, and what it writes counts only while its fence is
/// the row's.
@Singleton
public final class WebhookTable {
    private static final String ROW =
            """
            select *, greatest(coalesce(extract(epoch from next_try - clock_timestamp()), 0), 0)
                as pause
            from webhook
            """;

    private final Sql sql;

    public WebhookTable(Sql sql) {
        this.sql = sql;
    }

    /// Takes or keeps the lease of a subscriber; empty while another node has it. A subscriber that
    /// is new begins at the cursor; one whose address changed is no longer stopped.
    public Optional<WebhookRow> claim(
            String name, UUID node, String address, String cursor, Duration lease) {
        return sql.inTransaction(
                tx -> {
                    tx.update(
                            """
                            insert into webhook (name, cursor, address) values (?, ?, ?)
                            on conflict (name) do nothing
                            """,
                            name,
                            cursor,
                            address);
                    int held =
                            tx.update(
                                    """
                                    update webhook set holder = ?, address = ?,
                                        held_until = clock_timestamp() + ? * interval '1 ms',
                                        fence = fence
                                            + case when holder is distinct from ? then 1 else 0 end,
                                        stopped = case when address = ? then stopped end,
                                        next_try = case when address = ? then next_try end
                                    where name = ? and (holder is null or holder = ?
                                        or held_until < clock_timestamp())
                                    """,
                                    node,
                                    address,
                                    lease.toMillis(),
                                    node,
                                    address,
                                    address,
                                    name,
                                    node);
                    return held == 0
                            ? Optional.<WebhookRow>empty()
                            : tx.queryOne(ROW + "where name = ?", WebhookTable::row, name);
                });
    }

    /// Notes that an event was taken; false when the lease is another's.
    public boolean delivered(String name, long fence, String cursor, Duration lease) {
        return sql.inTransaction(
                        tx ->
                                tx.update(
                                        """
                                        update webhook set cursor = ?, failures = 0,
                                            last_error = null, next_try = null,
                                            delivered_at = clock_timestamp(),
                                            held_until = clock_timestamp() + ? * interval '1 ms'
                                        where name = ? and fence = ?
                                        """,
                                        cursor,
                                        lease.toMillis(),
                                        name,
                                        fence))
                > 0;
    }

    /// Notes that nothing up to a cursor was for it.
    public void passed(String name, long fence, String cursor) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                "update webhook set cursor = ? where name = ? and fence = ?",
                                cursor,
                                name,
                                fence));
    }

    /// Notes that an event was not taken.
    ///
    /// @param pause until it is sent again
    /// @param stopped why it is not sent again; null when it is
    public void failed(
            String name, long fence, String error, Duration pause, @Nullable String stopped) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                update webhook set failures = failures + 1, last_error = ?,
                                    failed_at = clock_timestamp(), stopped = ?,
                                    next_try = case when ?::text is null
                                        then clock_timestamp() + ? * interval '1 ms' end
                                where name = ? and fence = ?
                                """,
                                error,
                                stopped,
                                stopped,
                                pause.toMillis(),
                                name,
                                fence));
    }

    /// Lets a subscriber be told at once, from a cursor when one is given. Whoever holds its lease
    /// loses it, so that nothing under way moves the cursor. False when there is no such row.
    public boolean resume(String name, @Nullable String cursor) {
        return sql.inTransaction(
                        tx ->
                                tx.update(
                                        """
                                        update webhook set cursor = coalesce(?::text, cursor),
                                            stopped = null, next_try = null, failures = 0,
                                            last_error = null, holder = null, fence = fence + 1
                                        where name = ?
                                        """,
                                        cursor,
                                        name))
                > 0;
    }

    /// Gives up all leases of a node.
    public void leave(UUID node) {
        sql.inTransaction(
                tx -> tx.update("update webhook set holder = null where holder = ?", node));
    }

    public List<WebhookRow> all() {
        return sql.onSnapshot(tx -> tx.query(ROW, WebhookTable::row));
    }

    private static WebhookRow row(ResultSet row) throws SQLException {
        return new WebhookRow(
                row.getString("name"),
                row.getString("cursor"),
                row.getLong("fence"),
                row.getInt("failures"),
                row.getString("last_error"),
                Tx.instant(row, "delivered_at"),
                Tx.instant(row, "next_try"),
                Duration.ofMillis((long) (row.getDouble("pause") * 1_000)),
                row.getString("stopped"));
    }
}
