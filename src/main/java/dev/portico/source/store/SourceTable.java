package dev.portico.source.store;

import dev.portico.model.SourceClass;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// States of sources.
@Singleton
public final class SourceTable {
    private static final String COUNTED =
            """
            select s.*,
                (select count(*) from entity e
                    where e.source = s.name and e.document is not null) as entities,
                (select count(*) from declaration d where d.source = s.name
                    -- those of clusters stand beside each other
                    and d.class <> 3
                    and exists (select 1 from declaration o where o.ref = d.ref
                        and o.class = d.class and o.accepted < d.accepted)) as conflicts,
                (select count(*) from rejection r where r.source = s.name) as rejections
            from source s order by s.name
            """;
    private static final String PLAIN =
            "select s.*, 0 as entities, 0 as conflicts, 0 as rejections from source s ";

    private final Sql sql;

    public SourceTable(Sql sql) {
        this.sql = sql;
    }

    /// All sources by name, with their counts.
    public List<SourceRow> counted() {
        return sql.onSnapshot(tx -> tx.query(COUNTED, SourceTable::row));
    }

    /// All sources by name; the counts are 0.
    public List<SourceRow> all() {
        return sql.onSnapshot(tx -> tx.query(PLAIN + "order by s.name", SourceTable::row));
    }

    /// One source; the counts are 0.
    public Optional<SourceRow> find(String name) {
        return sql.onSnapshot(
                tx -> tx.queryOne(PLAIN + "where s.name = ?", SourceTable::row, name));
    }

    /// How many declarations a source has.
    public long declarations(String name) {
        return sql.onSnapshot(
                tx ->
                        tx.queryOne(
                                        "select count(*) from declaration where source = ?",
                                        row -> row.getLong(1),
                                        name)
                                .orElse(0L));
    }

    public void saveState(String name, SourceRow.State state) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                update source set revision = ?, last_run_at = ?, error = ?,
                                    problems = ?, depends_on = ?, held = ?
                                where name = ?
                                """,
                                state.revision(),
                                state.lastRunAt(),
                                state.error(),
                                state.problems(),
                                state.dependsOn().toArray(String[]::new),
                                state.held(),
                                name));
    }

    /// Notes since when a source is missing; null when it is back.
    public void saveGone(String name, @Nullable Instant since, @Nullable String reason) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                "update source set gone_since = ?, gone_reason = ? where name = ?",
                                since,
                                reason,
                                name));
    }

    /// Names of sources that follow a location into a repository.
    public List<String> dependingOn(String repository) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                "select name from source where depends_on @> array[?]::text[]",
                                row -> row.getString(1),
                                repository));
    }

    /// Asks whichever node holds a source to read it again.
    public void announce(String channel, String name, String actor) {
        sql.inTransaction(
                tx ->
                        tx.query(
                                "select pg_notify(?, ?)",
                                _ -> true,
                                channel,
                                actor.replace(' ', '-') + " " + name));
    }

    private static SourceRow row(ResultSet row) throws SQLException {
        String[] dependsOn = (String[]) row.getArray("depends_on").getArray();
        return new SourceRow(
                row.getString("name"),
                row.getString("kind"),
                SourceClass.values()[row.getInt("class")],
                row.getObject("lease_node", UUID.class),
                row.getLong("fence"),
                new SourceRow.State(
                        row.getString("revision"),
                        Tx.instant(row, "last_run_at"),
                        row.getString("error"),
                        row.getString("problems"),
                        List.of(dependsOn),
                        row.getString("held")),
                Tx.instant(row, "gone_since"),
                row.getString("gone_reason"),
                row.getLong("entities"),
                row.getLong("conflicts"),
                row.getLong("rejections"));
    }
}
