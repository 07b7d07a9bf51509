package dev.portico.access.store;

import dev.portico.access.CiRepositories.Refused;
import dev.portico.platform.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Rows of the numbers that hosts know repositories by.
@Singleton
public final class RepositoryTable {
    private static final Duration QUIET = Duration.ofHours(1);
    private static final String NUMBER =
            "select repository_id from access_repository where issuer = ? and url = ?";

    private final Sql sql;

    public RepositoryTable(Sql sql) {
        this.sql = sql;
    }

    /// The number that counts for a repository: the one that is known, else this one from now on.
    public String numberOf(String issuer, String url, String id) {
        Optional<String> known =
                sql.inTransaction(tx -> tx.queryOne(NUMBER, row -> row.getString(1), issuer, url));
        return known.orElseGet(
                () ->
                        sql.inTransaction(
                                        tx -> {
                                            tx.update(
                                                    """
                                                    insert into access_repository
                                                        (issuer, url, repository_id)
                                                    values (?, ?, ?) on conflict do nothing
                                                    """,
                                                    issuer,
                                                    url,
                                                    id);
                                            return tx.queryOne(
                                                    NUMBER, row -> row.getString(1), issuer, url);
                                        })
                                .orElse(id));
    }

    /// Notes that another number was refused; false when it was within the last hour already.
    public boolean refuse(String issuer, String url, String id) {
        return sql.inTransaction(
                        tx ->
                                tx.update(
                                        """
                                        update access_repository
                                        set refused_id = ?, refused_at = clock_timestamp()
                                        where issuer = ? and url = ? and (refused_id is distinct from ?
                                            or refused_at < clock_timestamp()
                                                - ? * interval '1 ms')
                                        """,
                                        id,
                                        issuer,
                                        url,
                                        id,
                                        QUIET.toMillis()))
                > 0;
    }

    /// Makes a number that was refused the one that counts; false when it was not.
    public boolean accept(String url, String id) {
        return sql.inTransaction(
                        tx ->
                                tx.update(
                                        """
                                        update access_repository
                                        set repository_id = ?, seen_at = clock_timestamp(),
                                            refused_id = null, refused_at = null
                                        where url = ? and refused_id = ?
                                        """,
                                        id,
                                        url,
                                        id))
                > 0;
    }

    /// The last of each repository, the newest first.
    public List<Refused> refused() {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select issuer, url, repository_id, refused_id, refused_at
                                from access_repository where refused_id is not null
                                order by refused_at desc, url limit 500
                                """,
                                row ->
                                        new Refused(
                                                row.getString("issuer"),
                                                row.getString("url"),
                                                row.getString("repository_id"),
                                                row.getString("refused_id"),
                                                TokenTable.required(row, "refused_at"))));
    }
}
