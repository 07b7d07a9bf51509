package dev.portico.access.store;

import dev.portico.access.Erased;
import dev.portico.access.Erasure;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;

/// Ends everything a person can sign in with. Tokens of services that they made stay, and don't say
/// who made them.
@Singleton
public final class CredentialErasure {
    private final Sql sql;

    public CredentialErasure(Sql sql) {
        this.sql = sql;
    }

    public Erased erase(Erasure person) {
        return person.dryRun()
                ? sql.rehearse(tx -> erase(tx, person))
                : sql.inTransaction(tx -> erase(tx, person));
    }

    private static Erased erase(Tx tx, Erasure person) throws SQLException {
        String ref = person.ref().toString();
        TreeMap<String, Integer> rows = new TreeMap<>();
        int sessions = tx.update("delete from access_session where lower(subject) = ?", ref);
        rows.put("access_session", sessions);
        int ended = tx.update("delete from access_token where lower(subject) = ?", ref);
        int made =
                tx.update(
                        """
                        update access_token
                        set created_by = case lower(created_by) when ? then ? else created_by end,
                            name = regexp_replace(name, ?, ?, 'gi')
                        where lower(created_by) = ? or name ~* ?
                        """,
                        ref,
                        person.pseudonym(),
                        person.named(),
                        person.pseudonym(),
                        ref,
                        person.named());
        rows.put("access_token", ended + made);
        if (sessions + ended + made > 0) {
            AccessVersion.grow(tx);
        }
        return new Erased(rows, List.of());
    }
}
