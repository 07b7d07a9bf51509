package dev.portico.source.store;

import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.platform.sql.Sql;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Which node reads which source. A lease holds while its node's heartbeat (by the database's
/// clock) is younger than 10 seconds; each new holder gets a higher fence.
@Singleton
public final class LeaseTable {
    private final Sql sql;

    public LeaseTable(Sql sql) {
        this.sql = sql;
    }

    /// Says that a node is alive.
    public void beat(UUID node) {
        sql.inTransaction(
                tx -> {
                    tx.update(
                            "delete from node where heartbeat_at < clock_timestamp() - interval '1 day'");
                    return tx.update(
                            """
                            insert into node (id) values (?)
                            on conflict (id) do update set heartbeat_at = clock_timestamp()
                            """,
                            node);
                });
    }

    /// Gives up all leases of a node.
    public void leave(UUID node) {
        sql.inTransaction(
                tx -> {
                    tx.update("update source set lease_node = null where lease_node = ?", node);
                    return tx.update("delete from node where id = ?", node);
                });
    }

    /// What is needed of a source to make its row.
    public record NewSource(String name, String kind, SourceClass sourceClass) {}

    /// Makes rows for sources that have none.
    public void register(Collection<NewSource> sources) {
        List<NewSource> sorted =
                sources.stream().sorted(Comparator.comparing(NewSource::name)).toList();
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                insert into source (name, kind, class)
                                select * from unnest(?::text[], ?::text[], ?::int[])
                                on conflict (name) do nothing
                                """,
                                sorted.stream().map(NewSource::name).toArray(String[]::new),
                                sorted.stream().map(NewSource::kind).toArray(String[]::new),
                                sorted.stream()
                                        .map(source -> source.sourceClass().ordinal())
                                        .toArray(Integer[]::new)));
    }

    /// Takes free leases of these sources for a node, at most its fair share of all; answers what
    /// it took.
    public Map<String, SourceLease> claim(UUID node, Collection<String> names) {
        Map<String, SourceLease> leases = new HashMap<>();
        sql.inTransaction(
                tx -> {
                    tx.forEach(
                            """
                            with alive as (
                                select id from node
                                where heartbeat_at > clock_timestamp() - interval '10 seconds'),
                            share as (
                                select ceil((select count(*) from source)::numeric
                                        / greatest((select count(*) from alive), 1))
                                    - (select count(*) from source where lease_node = ?) as n),
                            free as (
                                select name from source s
                                where name = any(?) and (lease_node is null
                                    or not exists (select 1 from alive where id = lease_node))
                                order by name limit greatest((select n from share), 0)
                                for update skip locked)
                            update source s set lease_node = ?, fence = fence + 1
                            from free where s.name = free.name
                            returning s.name, s.class, s.fence
                            """,
                            row ->
                                    leases.put(
                                            row.getString("name"),
                                            new SourceLease(
                                                    row.getString("name"),
                                                    SourceClass.values()[row.getInt("class")],
                                                    row.getLong("fence"))),
                            node,
                            names.toArray(String[]::new),
                            node);
                    return leases;
                });
        return leases;
    }

    /// Takes a source from whoever has it, for one who writes at once and lets it go.
    public SourceLease takeOver(String source) {
        return sql.inTransaction(
                tx ->
                        tx.queryOne(
                                        """
                                        update source set fence = fence + 1, lease_node = null
                                        where name = ? returning class, fence
                                        """,
                                        row ->
                                                new SourceLease(
                                                        source,
                                                        SourceClass.values()[row.getInt("class")],
                                                        row.getLong("fence")),
                                        source)
                                .orElseThrow());
    }

    /// How many sources each living node should hold at most.
    public long fairShare() {
        return sql.onSnapshot(
                tx ->
                        tx.queryOne(
                                        """
                                        select ceil((select count(*) from source)::numeric
                                            / greatest((select count(*) from node
                                                where heartbeat_at >
                                                    clock_timestamp() - interval '10 seconds'), 1))
                                        """,
                                        row -> row.getLong(1))
                                .orElse(0L));
    }

    /// Gives up some leases of a node, so that another may take them.
    public void release(UUID node, Collection<String> names) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                update source set lease_node = null
                                where lease_node = ? and name = any(?)
                                """,
                                node,
                                names.toArray(String[]::new)));
    }
}
