package dev.portico.platform.sql;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Runs set-based SQL. Each call borrows one connection; a transaction is one method call and
/// holds no other I/O.
///
/// A database that is away or ends the connection becomes `PorticoException` UNAVAILABLE; every
/// other SQL error is a bug and stays an `IllegalStateException`.
public final class Sql {
    private final DataSource dataSource;
    private final DataSource direct;
    private final Announcer announcer;

    public Sql(DataSource dataSource) {
        this(dataSource, dataSource);
    }

    /// @param direct opens connections straight to the database where `dataSource` goes through a
    ///     pooler that can't LISTEN
    public Sql(DataSource dataSource, DataSource direct) {
        this.dataSource = dataSource;
        this.direct = direct;
        this.announcer = new Announcer(dataSource);
    }

    /// A connection of one's own, for LISTEN; the caller closes it.
    public Connection connect() throws SQLException {
        return direct.getConnection();
    }

    /// Work inside one transaction.
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run(Tx tx) throws SQLException;
    }

    /// Runs the work in a transaction of its own: committed at the end, rolled back on any throw.
    public <T extends @Nullable Object> T inTransaction(Work<T> work) {
        return run(work, false, true);
    }

    /// As [#inTransaction], but everything is taken back at the end: tells what would be.
    public <T extends @Nullable Object> T rehearse(Work<T> work) {
        return run(work, false, false);
    }

    /// Runs the work on one unchanging snapshot of the database, read-only.
    public <T extends @Nullable Object> T onSnapshot(Work<T> work) {
        return run(work, true, true);
    }

    private <T extends @Nullable Object> T run(Work<T> work, boolean snapshot, boolean keep) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Tx tx = new Tx(connection);
                if (snapshot) {
                    // goes with the BEGIN; setTransactionIsolation takes a trip here and one back
                    tx.execute("set transaction isolation level repeatable read, read only");
                }
                T result = work.run(tx);
                if (keep) {
                    connection.commit();
                    announcer.tell(tx.notices());
                } else {
                    connection.rollback();
                }
                return result;
            } catch (Throwable e) {
                rollback(connection, e);
                throw e;
            } finally {
                restore(connection);
            }
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /// A pooled connection goes back as it came; one that is broken is dropped by the pool.
    private static void restore(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // the connection is gone; the pool's validation drops it
        }
    }

    /// What a failure of a library that uses the database itself means: UNAVAILABLE when the
    /// database is the reason, else the failure as it is.
    public static RuntimeException translate(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && translate(e) instanceof PorticoException known) {
                return known;
            }
        }
        return failure;
    }

    static RuntimeException translate(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean away =
                e instanceof SQLTransientConnectionException
                        || state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("53300")
                        || state.isEmpty();
        boolean collision = state.equals("40001") || state.equals("40P01") || state.equals("55P03");
        if (away || collision) {
            return new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    away
                            ? "The database is not available; try again in a moment."
                            : "The database is busy with the same rows; try again in a moment.",
                    e);
        }
        return new IllegalStateException("SQL failed with state " + state, e);
    }
}
