package dev.portico.access.store;

import dev.portico.access.AccessConfig;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rows of API tokens.
@Singleton
public final class TokenTable {
    private static final HexFormat HEX = HexFormat.of();

    private final Sql sql;
    private final Duration keep;

    @Inject
    TokenTable(Sql sql, AccessConfig config) {
        this(sql, config.tokenKeep());
    }

    /// @param keep how long tokens that ran out are kept
    public TokenTable(Sql sql, Duration keep) {
        this.sql = sql;
        this.keep = keep;
    }

    /// What a new token is.
    ///
    /// @param hash SHA-256 as 64 hex digits
    /// @param scopes null when it is not limited
    public record NewToken(
            UUID id,
            String hash,
            String name,
            String subject,
            @Nullable List<String> scopes,
            String createdBy,
            Duration validFor) {}

    public TokenRow insert(NewToken token) {
        return sql.inTransaction(
                tx -> {
                    TokenRow row =
                            tx.queryOne(
                                            """
                                            insert into access_token (id, hash, name, subject,
                                                scopes, created_by, expires_at)
                                            values (?, ?, ?, ?, ?, ?,
                                                clock_timestamp() + ? * interval '1 ms')
                                            returning *
                                            """,
                                            TokenTable::row,
                                            token.id(),
                                            HEX.parseHex(token.hash()),
                                            token.name(),
                                            token.subject(),
                                            scopes(token.scopes()),
                                            token.createdBy(),
                                            token.validFor().toMillis())
                                    .orElseThrow();
                    AccessVersion.grow(tx);
                    return row;
                });
    }

    private static String @Nullable [] scopes(@Nullable List<String> scopes) {
        return scopes == null ? null : scopes.toArray(String[]::new);
    }

    /// False when there is no such token.
    public boolean delete(UUID id) {
        return sql.inTransaction(
                tx -> {
                    boolean was = tx.update("delete from access_token where id = ?", id) > 0;
                    if (was) {
                        AccessVersion.grow(tx);
                    }
                    return was;
                });
    }

    /// Newest first, those that ran out included until [#purge].
    public List<TokenRow> all() {
        return sql.inTransaction(
                tx ->
                        tx.query(
                                "select * from access_token order by created_at desc, id",
                                TokenTable::row));
    }

    /// Notes when tokens were used last.
    public void used(Map<UUID, Instant> times) {
        List<Map.Entry<UUID, Instant>> uses = List.copyOf(times.entrySet());
        UUID[] ids = uses.stream().map(Map.Entry::getKey).toArray(UUID[]::new);
        Long[] millis =
                uses.stream().map(use -> use.getValue().toEpochMilli()).toArray(Long[]::new);
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                update access_token set used_at = greatest(used_at, used.at)
                                from (select id, to_timestamp(ms / 1000.0) as at
                                    from unnest(?::uuid[], ?::bigint[]) as u (id, ms)) as used
                                where access_token.id = used.id
                                """,
                                ids,
                                millis));
    }

    /// Forgets tokens that ran out long ago.
    public int purge() {
        return sql.inTransaction(
                tx ->
                        tx.update(
                                "delete from access_token where expires_at < clock_timestamp() - ? *"
                                        + " interval '1 ms'",
                                keep.toMillis()));
    }

    private static TokenRow row(ResultSet row) throws SQLException {
        @Nullable Array scopes = row.getArray("scopes");
        return new TokenRow(
                row.getObject("id", UUID.class),
                HEX.formatHex(row.getBytes("hash")),
                row.getString("name"),
                row.getString("subject"),
                scopes == null ? null : List.of((String[]) scopes.getArray()),
                row.getString("created_by"),
                required(row, "created_at"),
                required(row, "expires_at"),
                Tx.instant(row, "used_at"));
    }

    static Instant required(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Tx.instant(row, column));
    }
}
