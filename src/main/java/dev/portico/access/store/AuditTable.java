package dev.portico.access.store;

import dev.portico.access.AuditRecord;
import dev.portico.access.AuditResult;
import dev.portico.access.AuditTrail;
import dev.portico.access.Erased;
import dev.portico.access.Erasure;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.TextReplacement;
import dev.portico.platform.sql.Tx;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rows of the audit.
@Singleton
public final class AuditTable implements AuditTrail {
    private static final int MOST = 1_000;

    /// Each pair of parameters is the same value twice: null lets everything pass.
    private static final String MATCHES =
            """
            from audit
            where (?::timestamptz is null or at >= ?::timestamptz)
                and (?::timestamptz is null or at < ?::timestamptz)
                and (?::text is null or actor = ?::text)
                and (?::text is null or act = ?::text)
                and (?::text is null or target = ?::text)
                and (?::text is null or result = ?::text)
            """;

    private final Sql sql;

    public AuditTable(Sql sql) {
        this.sql = sql;
    }

    /// Adds records in their order, whatever their ids.
    public void add(List<AuditRecord> records) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                insert into audit (at, actor, actor_type, credential, act, target,
                                    result, reason, address, request, details)
                                select at::timestamptz, actor, actor_type, credential, act, target,
                                    result, reason, address, request, details::jsonb
                                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality
                                    as t (at, actor, actor_type, credential, act, target, result,
                                        reason, address, request, details, n)
                                order by n
                                """,
                                texts(records, it -> it.at().toString()),
                                texts(records, AuditRecord::actor),
                                texts(records, AuditRecord::actorType),
                                texts(records, AuditRecord::credential),
                                texts(records, AuditRecord::act),
                                texts(records, AuditRecord::target),
                                texts(records, it -> text(it.result())),
                                texts(records, AuditRecord::reason),
                                texts(records, AuditRecord::address),
                                texts(records, AuditRecord::request),
                                texts(records, AuditTable::details)));
    }

    private interface Field {
        @Nullable String of(AuditRecord record);
    }

    /// JSON with a NUL, which the database can't hold, becomes a text.
    private static String details(AuditRecord record) {
        String json = record.details().toJson();
        return json.contains("\\u0000") ? JsonValues.toJson(Map.of("text", json)) : json;
    }

    /// What the database can't hold in a text, a NUL, is left out.
    private static @Nullable String[] texts(List<AuditRecord> records, Field field) {
        @Nullable String[] texts = new String[records.size()];
        for (int i = 0; i < texts.length; i++) {
            @Nullable String text = field.of(records.get(i));
            texts[i] = text == null ? null : text.replace("\0", "");
        }
        return texts;
    }

    private static String text(AuditResult result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<AuditRecord> newest(Filter filter, @Nullable Long before, int limit) {
        return read(
                filter,
                "and id < ? order by id desc limit ?",
                Objects.requireNonNullElse(before, Long.MAX_VALUE),
                limit);
    }

    @Override
    public List<AuditRecord> oldest(Filter filter, long after, int limit) {
        return read(filter, "and id > ? order by id limit ?", after, limit);
    }

    private List<AuditRecord> read(Filter filter, String order, long id, int limit) {
        @Nullable String result = filter.result() == null ? null : text(filter.result());
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                "select * " + MATCHES + order,
                                AuditTable::row,
                                filter.from(),
                                filter.from(),
                                filter.to(),
                                filter.to(),
                                filter.actor(),
                                filter.actor(),
                                filter.act(),
                                filter.act(),
                                filter.target(),
                                filter.target(),
                                result,
                                result,
                                id,
                                Math.min(limit, MOST)));
    }

    private static AuditRecord row(ResultSet row) throws SQLException {
        return new AuditRecord(
                row.getLong("id"),
                Objects.requireNonNullElse(Tx.instant(row, "at"), Instant.EPOCH),
                row.getString("actor"),
                row.getString("actor_type"),
                row.getString("credential"),
                row.getString("act"),
                row.getString("target"),
                AuditResult.valueOf(row.getString("result").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getString("address"),
                row.getString("request"),
                JsonObject.parse(row.getString("details")));
    }

    /// Puts a pseudonym in the place of a person, and takes the addresses out that they called
    /// from. The one way in which records change; the table's trigger lets nothing else of them.
    public Erased erase(Erasure person) {
        return person.dryRun()
                ? sql.rehearse(tx -> erase(tx, person))
                : sql.inTransaction(tx -> erase(tx, person));
    }

    private static Erased erase(Tx tx, Erasure person) throws SQLException {
        tx.execute("set local portico.audit_erasure = 'on'");
        int own =
                tx.update(
                        "update audit set actor = ?, address = null where lower(actor) = ?",
                        person.pseudonym(),
                        person.ref().toString());
        int named =
                new TextReplacement(person.namedOrBare(), person.pseudonym())
                        .in(
                                tx,
                                "audit",
                                "true",
                                List.of(
                                        "actor",
                                        "credential",
                                        "target",
                                        "reason",
                                        "details::jsonb"));
        return new Erased(new TreeMap<>(Map.of("audit", own + named)), List.of());
    }

    /// Removes up to 1,000 records that are older; answers how many.
    public int purge(Duration keep) {
        return sql.inTransaction(
                tx -> {
                    tx.execute("set local portico.audit_retention = 'on'");
                    return tx.update(
                            """
                            delete from audit where id in (
                                select id from audit
                                where at < clock_timestamp() - ? * interval '1 ms'
                                order by id limit ? for update skip locked)
                            """,
                            keep.toMillis(),
                            MOST);
                });
    }
}
