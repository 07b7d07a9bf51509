package dev.portico.ownership.store;

import dev.portico.model.EntityRef;
import dev.portico.ownership.Transfer;
import dev.portico.ownership.Transfer.Item;
import dev.portico.ownership.Transfer.TransferItemState;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Transfers and their entities. One node at a time works on one: it holds the row until its lease
/// runs out by the database's clock, and what it saves counts only while it holds it.
@Singleton
public final class TransferTable {
    private static final String ROW =
            """
            select transfer.*, waiting, proposed, done, refused
            from transfer cross join lateral (
                select count(*) filter (where i.state = 'WAITING') as waiting,
                    count(*) filter (where i.state = 'PROPOSED') as proposed,
                    count(*) filter (where i.state = 'DONE') as done,
                    count(*) filter (where i.state = 'REFUSED') as refused
                from transfer_item i where i.transfer = transfer.id) as counts
            """;

    private final Sql sql;
    private final AliasTable aliases;

    public TransferTable(Sql sql, AliasTable aliases) {
        this.sql = sql;
        this.aliases = aliases;
    }

    /// Who hands over to whom, and how.
    public record Wish(String from, String to, Transfer.TransferWay way, String actor) {}

    /// Notes a transfer, all of it or nothing; it begins to run.
    ///
    /// @param alias whether the old owner's ref stands for the new one's from now on
    public Transfer create(Wish wish, List<Item> items, boolean alias) {
        UUID id = UUID.randomUUID();
        return sql.inTransaction(
                tx -> {
                    tx.update(
                            """
                            insert into transfer (id, from_owner, to_owner, way, actor)
                            values (?, ?, ?, ?, ?)
                            """,
                            id,
                            wish.from(),
                            wish.to(),
                            wish.way().name(),
                            wish.actor());
                    tx.update(
                            """
                            insert into transfer_item (transfer, ref, state, reason)
                            select ?, * from unnest(?, ?, ?)
                            """,
                            id,
                            refs(items),
                            states(items),
                            reasons(items));
                    if (alias) {
                        aliases.put(
                                tx,
                                EntityRef.parse(wish.from()),
                                EntityRef.parse(wish.to()),
                                "transfer " + id,
                                wish.actor());
                    }
                    return find(tx, id).orElseThrow();
                });
    }

    private static String[] refs(List<Item> items) {
        return items.stream().map(Item::ref).toArray(String[]::new);
    }

    private static String[] states(List<Item> items) {
        return items.stream().map(item -> item.state().name()).toArray(String[]::new);
    }

    private static @Nullable String[] reasons(List<Item> items) {
        return items.stream().map(Item::reason).toArray(String[]::new);
    }

    public Optional<Transfer> find(UUID id) {
        return sql.inTransaction(tx -> find(tx, id));
    }

    private static Optional<Transfer> find(Tx tx, UUID id) throws SQLException {
        return tx.queryOne(ROW + "where id = ?", TransferTable::transfer, id);
    }

    /// The newest first.
    public List<Transfer> list(int limit) {
        return sql.inTransaction(
                tx ->
                        tx.query(
                                ROW + "order by created_at desc, id limit ?",
                                TransferTable::transfer,
                                limit));
    }

    /// Entities of a transfer by ref.
    ///
    /// @param state null for any
    /// @param after only those behind this ref; empty for all
    public List<Item> items(UUID id, @Nullable TransferItemState state, String after, int limit) {
        String name = state == null ? null : state.name();
        return sql.inTransaction(
                tx ->
                        tx.query(
                                """
                                select ref, state, reason from transfer_item
                                where transfer = ? and ref > ?
                                    and (state = ? or ?::text is null)
                                order by ref limit ?
                                """,
                                row ->
                                        new Item(
                                                row.getString("ref"),
                                                TransferItemState.valueOf(row.getString("state")),
                                                row.getString("reason")),
                                id,
                                after,
                                name,
                                name,
                                limit));
    }

    /// Pauses a transfer that runs, or resumes one that is paused; one that is done stays so.
    public void pause(UUID id, boolean paused) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                update transfer set state = ?, next_look = clock_timestamp()
                                where id = ? and state <> 'DONE'
                                """,
                                paused ? "PAUSED" : "RUNNING",
                                id));
    }

    /// Takes a transfer that runs and waits to be gone on with.
    ///
    /// @param holder one of its own for each call
    public Optional<Transfer> claim(UUID holder, Duration lease) {
        return sql.inTransaction(
                tx -> {
                    Optional<UUID> id =
                            tx.queryOne(
                                    """
                                    update transfer set holder = ?,
                                        held_until = clock_timestamp() + ? * interval '1 ms'
                                    where id = (
                                        select id from transfer
                                        where state = 'RUNNING' and next_look <= clock_timestamp()
                                            and (holder is null or held_until < clock_timestamp())
                                        order by next_look limit 1 for update skip locked)
                                    returning id
                                    """,
                                    row -> row.getObject("id", UUID.class),
                                    holder,
                                    lease.toMillis());
                    return id.isEmpty() ? Optional.empty() : find(tx, id.get());
                });
    }

    /// Saves what became of entities, in one piece; false when another holds the transfer by now.
    public boolean save(UUID id, UUID holder, List<Item> items) {
        return sql.inTransaction(
                tx -> {
                    boolean holds =
                            tx.queryOne(
                                            """
                                            select id from transfer
                                            where id = ? and holder = ? for update
                                            """,
                                            row -> row.getObject("id", UUID.class),
                                            id,
                                            holder)
                                    .isPresent();
                    if (holds) {
                        tx.update(
                                """
                                update transfer_item set state = s.state, reason = s.reason
                                from unnest(?, ?, ?) as s (ref, state, reason)
                                where transfer = ? and transfer_item.ref = s.ref
                                """,
                                refs(items),
                                states(items),
                                reasons(items),
                                id);
                    }
                    return holds;
                });
    }

    /// Lets go of a transfer; it is done when nothing of it is open any more.
    public void release(UUID id, UUID holder, Duration pause) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                with rest as (
                                    select exists (select from transfer_item where transfer = ?
                                        and state in ('WAITING', 'PROPOSED')) as has)
                                update transfer set holder = null, held_until = null,
                                    next_look = clock_timestamp() + ? * interval '1 ms',
                                    state = case when rest.has then state else 'DONE' end,
                                    ended_at = case when rest.has then null
                                        else clock_timestamp() end
                                from rest where id = ? and holder = ?
                                """,
                                id,
                                pause.toMillis(),
                                id,
                                holder));
    }

    private static Transfer transfer(ResultSet row) throws SQLException {
        return new Transfer(
                row.getObject("id", UUID.class),
                row.getString("from_owner"),
                row.getString("to_owner"),
                Transfer.TransferWay.valueOf(row.getString("way")),
                Transfer.TransferState.valueOf(row.getString("state")),
                row.getString("actor"),
                Objects.requireNonNull(Tx.instant(row, "created_at")),
                Tx.instant(row, "ended_at"),
                new Transfer.Counts(
                        row.getLong("waiting"),
                        row.getLong("proposed"),
                        row.getLong("done"),
                        row.getLong("refused")));
    }
}
