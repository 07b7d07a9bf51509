package dev.portico.access.store;

import dev.portico.platform.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rows of browsers that are signed in, and of links that sign in.
@Singleton
public final class SessionTable {
    private static final HexFormat HEX = HexFormat.of();

    private final Sql sql;

    public SessionTable(Sql sql) {
        this.sql = sql;
    }

    /// What a new session is.
    ///
    /// @param provider name of the provider; null for none
    /// @param providerSubject the provider's name for the person
    /// @param providerSession the provider's name for its own session
    public record NewSession(
            String hash,
            UUID id,
            String subject,
            boolean admin,
            List<String> groups,
            String credential,
            @Nullable String provider,
            @Nullable String providerSubject,
            @Nullable String providerSession,
            Duration validFor) {}

    public void insert(NewSession session) {
        sql.inTransaction(
                tx -> {
                    tx.update(
                            """
                            insert into access_session (hash, id, subject, admin, groups,
                                credential, provider, provider_subject, provider_session,
                                expires_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?,
                                clock_timestamp() + ? * interval '1 ms')
                            """,
                            HEX.parseHex(session.hash()),
                            session.id(),
                            session.subject(),
                            session.admin(),
                            session.groups().toArray(String[]::new),
                            session.credential(),
                            session.provider(),
                            session.providerSubject(),
                            session.providerSession(),
                            session.validFor().toMillis());
                    AccessVersion.grow(tx);
                    return true;
                });
    }

    /// Whose session has ended.
    public record Ended(String subject, String credential) {
        private static Ended row(ResultSet row) throws SQLException {
            return new Ended(row.getString("subject"), row.getString("credential"));
        }
    }

    /// Ends a session; empty when there was none.
    public Optional<Ended> delete(String hash) {
        return sql.inTransaction(
                tx -> {
                    Optional<Ended> ended =
                            tx.queryOne(
                                    "delete from access_session where hash = ?"
                                            + " returning subject, credential",
                                    Ended::row,
                                    HEX.parseHex(hash));
                    AccessVersion.grow(tx);
                    return ended;
                });
    }

    /// Ends the sessions that a provider says have ended.
    ///
    /// @param subject the provider's name for the person; null for any
    /// @param session the provider's name for its session; null for all of the person
    public List<Ended> deleteOf(
            String provider, @Nullable String subject, @Nullable String session) {
        return sql.inTransaction(
                tx -> {
                    List<Ended> ended =
                            tx.query(
                                    """
                                    delete from access_session where provider = ?
                                        and (?::text is null or provider_subject = ?)
                                        and (?::text is null or provider_session = ?)
                                    returning subject, credential
                                    """,
                                    Ended::row,
                                    provider,
                                    subject,
                                    subject,
                                    session,
                                    session);
                    AccessVersion.grow(tx);
                    return ended;
                });
    }

    public List<SessionRow> all() {
        return sql.inTransaction(
                tx ->
                        tx.query(
                                "select * from access_session where expires_at > clock_timestamp()",
                                SessionTable::row));
    }

    private static SessionRow row(ResultSet row) throws SQLException {
        return new SessionRow(
                HEX.formatHex(row.getBytes("hash")),
                row.getObject("id", UUID.class),
                row.getString("subject"),
                row.getBoolean("admin"),
                List.of((String[]) row.getArray("groups").getArray()),
                row.getString("credential"),
                row.getString("provider"),
                TokenTable.required(row, "expires_at"));
    }

    /// Answers until when the link is good.
    public Instant insertLink(String hash, Duration validFor) {
        return sql.inTransaction(
                        tx ->
                                tx.queryOne(
                                        """
                                        insert into access_link (hash, expires_at)
                                        values (?, clock_timestamp() + ? * interval '1 ms')
                                        returning expires_at
                                        """,
                                        row -> TokenTable.required(row, "expires_at"),
                                        HEX.parseHex(hash),
                                        validFor.toMillis()))
                .orElseThrow();
    }

    /// Uses a link up; false when there is none, or not any more.
    public boolean takeLink(String hash) {
        return sql.inTransaction(
                        tx ->
                                tx.queryOne(
                                        """
                                        delete from access_link where hash = ?
                                        returning expires_at > clock_timestamp() as good
                                        """,
                                        row -> row.getBoolean("good"),
                                        HEX.parseHex(hash)))
                .orElse(false);
    }

    /// Forgets what has run out.
    public void purge() {
        sql.inTransaction(
                tx -> {
                    tx.update("delete from access_session where expires_at < clock_timestamp()");
                    return tx.update(
                            "delete from access_link where expires_at < clock_timestamp()");
                });
    }
}
