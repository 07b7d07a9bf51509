package dev.portico.platform.sql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/// One open transaction. Parameters may be strings, numbers, booleans, `byte[]`, `UUID`, `Instant`,
/// null, or arrays of `String`, `Long`, `Integer`, `Boolean`, `UUID`, `Instant`, `byte[]` for
/// `unnest(?)` and `= any(?)`.
public final class Tx {
    private final Connection connection;
    private final List<Announcer.Notice> notices = new ArrayList<>();

    Tx(Connection connection) {
        this.connection = connection;
    }

    /// Makes one value of one row.
    @FunctionalInterface
    public interface RowMapper<T extends @Nullable Object> {
        T map(ResultSet row) throws SQLException;
    }

    /// Takes one row.
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        forEach(sql, row -> rows.add(mapper.map(row)), parameters);
        return rows;
    }

    public <T> Optional<T> queryOne(String sql, RowMapper<T> mapper, @Nullable Object... parameters)
            throws SQLException {
        List<T> rows = query(sql, mapper, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    public void forEach(String sql, RowReader reader, @Nullable Object... parameters)
            throws SQLException {
        read(sql, false, reader, parameters);
    }

    /// As [#forEach] for very many rows. The driver takes a trip more to the database first, and
    /// then values come as they are and not as text: for `bytea` that is half as much.
    public void forEachOfMany(String sql, RowReader reader, @Nullable Object... parameters)
            throws SQLException {
        read(sql, true, reader, parameters);
    }

    private void read(String sql, boolean binary, RowReader reader, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            statement.setFetchSize(2_000);
            if (binary) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    /// Runs an insert, update or delete; answers the number of rows.
    public int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /// Runs a statement whose result does not matter.
    public void execute(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            statement.execute();
        }
    }

    /// Lets the commit answer before it is on disk: a twentieth of the time on a slow disk, and the
    /// lock that PostgreSQL holds over all transactions that notify is held as much shorter. When
    /// the database itself crashes, the last moments of such transactions may be gone, whole ones
    /// and the latest first; an ordinary transaction that is committed later keeps all before it.
    public void needNotBeOnDisk() throws SQLException {
        execute("set local synchronous_commit to off");
    }

    /// Tells who listens on a channel soon after the commit. Other than with `pg_notify` nobody is
    /// told when the program ends just then: for those who also look by themselves.
    ///
    /// @param payload at most 7,999 bytes
    public void announce(String channel, String payload) {
        notices.add(new Announcer.Notice(channel, payload));
    }

    List<Announcer.Notice> notices() {
        return notices;
    }

    /// A nullable instant of a `timestamptz` column.
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    @SuppressWarnings("DataFlowIssue")
    private PreparedStatement prepare(String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                bind(statement, i + 1, parameters[i]);
            }
            return statement;
        } catch (Throwable e) {
            statement.close();
            throw e;
        }
    }

    private void bind(PreparedStatement statement, int index, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setObject(index, null);
            case String[] array -> statement.setArray(index, array("text", array));
            case Long[] array -> statement.setArray(index, array("bigint", array));
            case Integer[] array -> statement.setArray(index, array("integer", array));
            case Boolean[] array -> statement.setArray(index, array("boolean", array));
            case UUID[] array -> statement.setArray(index, array("uuid", array));
            case Instant[] array -> statement.setArray(index, array("timestamptz", array));
            case byte[][] array -> statement.setArray(index, array("bytea", array));
            case Instant instant ->
                    statement.setObject(index, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
            default -> statement.setObject(index, value);
        }
    }

    private Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }
}
