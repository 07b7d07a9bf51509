package dev.portico.platform.sql;

import io.quarkus.logging.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/// Sends notices to who listens, after the transactions they are from, those that come together in
/// one go. PostgreSQL holds one lock over all transactions that notify until they are on disk; with
/// the notices outside, transactions only wait for each other where they change the same rows.
final class Announcer {
    private final DataSource dataSource;
    private final Set<Notice> pending = new LinkedHashSet<>();
    private boolean sending;

    /// @param payload at most 7,999 bytes, as for `pg_notify`
    record Notice(String channel, String payload) {}

    Announcer(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Sends soon, in order, what is alike once; does not wait.
    synchronized void tell(Collection<Notice> notices) {
        if (notices.isEmpty()) {
            return;
        }
        pending.addAll(notices);
        if (!sending) {
            sending = true;
            Thread unused = Thread.ofVirtual().name("announcer").start(this::sendAll);
        }
    }

    private void sendAll() {
        for (List<Notice> next = next(); !next.isEmpty(); next = next()) {
            try {
                send(next);
            } catch (SQLException | RuntimeException e) {
                // who listens looks by itself as well
                Log.debugf(e, "notices not sent count=%d", next.size());
            }
        }
    }

    private synchronized List<Notice> next() {
        List<Notice> next = List.copyOf(pending);
        pending.clear();
        sending = !next.isEmpty();
        return next;
    }

    /// In one trip, and not waiting for the disk, as there is nothing to be kept.
    private void send(List<Notice> notices) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            new Tx(connection)
                    .execute(
                            """
                            select set_config('synchronous_commit', 'off', true),
                                count(pg_notify(n.channel, n.payload))
                            from unnest(?, ?) as n (channel, payload)
                            """,
                            notices.stream().map(Notice::channel).toArray(String[]::new),
                            notices.stream().map(Notice::payload).toArray(String[]::new));
        }
    }
}
