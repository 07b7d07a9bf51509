package dev.portico.catalog.store;

import dev.portico.catalog.Applied;
import dev.portico.catalog.Cause;
import dev.portico.catalog.Change;
import dev.portico.catalog.ClaimDelta;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.Claimed;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.Delta;
import dev.portico.catalog.SourceLease;
import dev.portico.catalog.StoredDocument;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Applies one delta in one transaction.
///
/// Order of locks: the source's row (shared, against a change of its holder), the refs sorted, the
/// documents sorted, then as the very last step the lock that orders positions. Between that lock
/// and the commit only one small row is inserted, so positions are in the order of commits and a
/// follower that reads `position > ?` can't miss one.
public final class ApplyDelta {
    /// Key of the advisory lock that orders positions.
    private static final long POSITION_LOCK = 7_007L;

    private final Sql sql;
    private final ClaimOrder order;

    public ApplyDelta(Sql sql, ClaimOrder order) {
        this.sql = sql;
        this.order = order;
    }

    /// CONFLICT when another holder has taken the source, UNAVAILABLE when the database is away.
    public Applied run(Delta delta) {
        return sql.inTransaction(tx -> apply(tx, delta));
    }

    /// The same for claims.
    public ClaimDelta.Result run(ClaimDelta delta) {
        return delta.dryRun()
                ? sql.onSnapshot(tx -> apply(tx, delta))
                : sql.inTransaction(tx -> apply(tx, delta));
    }

    private Applied apply(Tx tx, Delta delta) throws SQLException {
        @Nullable Instant missingSince = checkLease(tx, delta.lease());
        TreeSet<String> refs = affectedRefs(delta);
        Applied counts = new Applied(0, 0, 0, 0);
        @Nullable Long deltaId = null;
        if (!refs.isEmpty()) {
            Map<EntityRef, EntityRow> entities = EntityTable.lock(tx, refs);
            List<DeclarationRow> stored = DeclarationTable.ofRefs(tx, refs);
            ClaimSet claims = claims(tx, refs);
            Map<EntityRef, List<DeclarationRow>> now =
                    saveDeclarations(tx, delta, stored, missingSince);
            DeltaEffect effect = effect(tx, delta.upserts(), entities, now, claims);
            deltaId = save(tx, effect, claims);
            counts = count(effect);
        }
        FileTable.save(tx, delta.lease().source(), delta.files());
        long position = deltaId == null ? latest(tx) : publish(tx, deltaId, delta.cause());
        return new Applied(position, counts.created(), counts.updated(), counts.removed());
    }

    private ClaimDelta.Result apply(Tx tx, ClaimDelta delta) throws SQLException {
        if (delta.lease() != null && !delta.dryRun()) {
            checkLease(tx, delta.lease());
        }
        TreeSet<String> refs = new TreeSet<>();
        delta.changes().forEach(change -> refs.add(change.ref().toString()));
        delta.touched().forEach(ref -> refs.add(ref.toString()));
        Map<EntityRef, EntityRow> entities =
                delta.dryRun() ? EntityTable.read(tx, refs) : EntityTable.lock(tx, refs);
        Map<EntityRef, List<DeclarationRow>> declarations = new HashMap<>();
        DeclarationTable.ofRefs(tx, refs)
                .forEach(
                        row ->
                                declarations
                                        .computeIfAbsent(row.ref(), _ -> new ArrayList<>())
                                        .add(row));
        ClaimSet claims = claims(tx, refs);
        List<Boolean> changed = new ArrayList<>();
        delta.changes().forEach(change -> changed.add(claims.apply(change)));
        DeltaEffect effect = effect(tx, List.of(), entities, declarations, claims);
        claims.markEnded();
        @Nullable Long deltaId = delta.dryRun() ? null : save(tx, effect, claims);
        long position = deltaId == null ? latest(tx) : publish(tx, deltaId, delta.cause());
        Map<EntityRef, Claimed> claimed = new HashMap<>();
        for (EntityRef ref : entities.keySet()) {
            claimed.put(ref, claims.claimed(ref, declarations.containsKey(ref)));
        }
        Applied counts = count(effect);
        return new ClaimDelta.Result(
                new Applied(position, counts.created(), counts.updated(), counts.removed()),
                changed,
                claimed);
    }

    private ClaimSet claims(Tx tx, Set<String> refs) throws SQLException {
        return new ClaimSet(ClaimTable.ofRefs(tx, refs, order), order, ClaimTable.now(tx));
    }

    /// Answers the delta's id; null when nothing changed.
    private static @Nullable Long save(Tx tx, DeltaEffect effect, ClaimSet claims)
            throws SQLException {
        DocumentBodies.store(tx, effect.documents);
        EntityTable.save(tx, effect.entities);
        if (effect.changes.isEmpty() && !claims.changesRows()) {
            return null;
        }
        long deltaId =
                tx.queryOne("select nextval('delta_id')", row -> row.getLong(1)).orElseThrow();
        ClaimTable.save(tx, claims.saved(), deltaId);
        ClaimTable.withdraw(tx, claims.withdrawn(), deltaId);
        if (!effect.changes.isEmpty()) {
            saveChanges(tx, effect, deltaId);
        }
        return deltaId;
    }

    private static @Nullable Instant checkLease(Tx tx, SourceLease lease) throws SQLException {
        record Held(long fence, @Nullable Instant missingSince) {}
        Held held =
                tx.queryOne(
                                "select fence, gone_since from source where name = ? for share",
                                row -> new Held(row.getLong(1), Tx.instant(row, "gone_since")),
                                lease.source())
                        .orElse(new Held(-1, null));
        if (held.fence() != lease.fence()) {
            throw new PorticoException(
                    ErrorCode.CONFLICT,
                    "The source " + lease.source() + " is now read by another node.");
        }
        return held.missingSince();
    }

    private static TreeSet<String> affectedRefs(Delta delta) {
        TreeSet<String> refs = new TreeSet<>();
        delta.upserts().forEach(declaration -> refs.add(declaration.ref().toString()));
        delta.removals().forEach(key -> refs.add(key.ref().toString()));
        delta.stale().forEach(stale -> refs.add(stale.key().ref().toString()));
        delta.touched().forEach(ref -> refs.add(ref.toString()));
        return refs;
    }

    /// Writes the declarations and answers all that hold now for the affected refs, of every
    /// source.
    private static Map<EntityRef, List<DeclarationRow>> saveDeclarations(
            Tx tx, Delta delta, List<DeclarationRow> stored, @Nullable Instant missingSince)
            throws SQLException {
        String source = delta.lease().source();
        Map<Declaration.Key, DeclarationRow> own = new HashMap<>();
        Map<EntityRef, List<DeclarationRow>> now = new HashMap<>();
        for (DeclarationRow row : stored) {
            if (row.source().equals(source)) {
                own.put(new Declaration.Key(row.location(), row.ref()), row);
            } else {
                now.computeIfAbsent(row.ref(), _ -> new ArrayList<>()).add(row);
            }
        }
        Map<EntityRef, Long> moved = new HashMap<>();
        for (Declaration.Key key : delta.removals()) {
            DeclarationRow row = own.remove(key);
            if (row != null) {
                moved.merge(key.ref(), row.accepted(), Math::min);
            }
        }
        List<DeclarationRow> changed = new ArrayList<>();
        Iterator<Long> accepted =
                DeclarationTable.nextAccepted(tx, delta.upserts().size()).iterator();
        for (Declaration declaration : delta.upserts()) {
            DeclarationRow old = own.get(declaration.key());
            long fresh = accepted.next();
            long place =
                    old != null ? old.accepted() : moved.getOrDefault(declaration.ref(), fresh);
            DeclarationRow row =
                    DeclarationRow.of(
                            declaration,
                            source,
                            delta.lease().sourceClass().ordinal(),
                            place,
                            missingSince);
            own.put(declaration.key(), row);
            changed.add(row);
        }
        for (Delta.Stale stale : delta.stale()) {
            DeclarationRow row =
                    own.computeIfPresent(
                            stale.key(), (_, kept) -> kept.withStale(stale.problems()));
            if (row != null) {
                changed.add(row);
            }
        }
        DocumentBodies.store(tx, delta.upserts().stream().map(Declaration::document).toList());
        DeclarationTable.delete(tx, source, delta.removals());
        DeclarationTable.save(tx, changed);
        own.values()
                .forEach(row -> now.computeIfAbsent(row.ref(), _ -> new ArrayList<>()).add(row));
        return now;
    }

    private static DeltaEffect effect(
            Tx tx,
            List<Declaration> upserts,
            Map<EntityRef, EntityRow> entities,
            Map<EntityRef, List<DeclarationRow>> now,
            ClaimSet claims)
            throws SQLException {
        List<String> refs = entities.keySet().stream().map(EntityRef::toString).toList();
        Map<EntityRef, Set<RelationPair>> relations = new HashMap<>();
        for (RelationPair pair : EntityTable.openRelations(tx, refs)) {
            relations.computeIfAbsent(pair.source(), _ -> new HashSet<>()).add(pair);
        }
        Set<String> needed = DeltaEffect.neededBodies(now, claims);
        Map<String, byte[]> bodies = new HashMap<>();
        for (Declaration declaration : upserts) {
            StoredDocument document = declaration.document();
            if (needed.remove(document.hash())) {
                bodies.put(document.hash(), document.json());
            }
        }
        bodies.putAll(DocumentBodies.load(tx, needed));
        DeltaEffect effect = new DeltaEffect(entities, relations, bodies, claims);
        effect.compute(now);
        return effect;
    }

    private static void saveChanges(Tx tx, DeltaEffect effect, long deltaId) throws SQLException {
        EntityTable.closeRelations(tx, effect.closed, deltaId);
        EntityTable.openRelations(tx, effect.opened, deltaId);
        List<DeltaEffect.ChangeRow> changes = effect.changes;
        tx.update(
                """
                insert into change (delta_id, ordinal, ref, type, uid, document)
                select ?, ordinal, ref, type, uid, decode(hash, 'hex')
                from unnest(?::text[], ?::int[], ?::uuid[], ?::text[])
                  with ordinality as new (ref, type, uid, hash, ordinal)
                """,
                deltaId,
                changes.stream().map(change -> change.ref().toString()).toArray(String[]::new),
                changes.stream().map(change -> change.type().ordinal()).toArray(Integer[]::new),
                changes.stream().map(DeltaEffect.ChangeRow::uid).toArray(UUID[]::new),
                changes.stream().map(DeltaEffect.ChangeRow::documentHash).toArray(String[]::new));
    }

    /// The last step of a transaction: makes its changes one position of the log.
    static long publish(Tx tx, long deltaId, Cause cause) throws SQLException {
        tx.execute("select pg_advisory_xact_lock(?)", POSITION_LOCK);
        return tx.queryOne(
                        """
                        with new as (
                            insert into delta (position, delta_id, id, at, source, revision, actor)
                            select coalesce(max(position), 0) + 1, ?, gen_random_uuid(),
                                clock_timestamp(), ?, ?, ?
                            from delta
                            returning position)
                        select position, pg_notify('portico_changes', position::text) from new
                        """,
                        row -> row.getLong("position"),
                        deltaId,
                        cause.source(),
                        cause.revision(),
                        cause.actor())
                .orElseThrow();
    }

    static long latest(Tx tx) throws SQLException {
        return tx.queryOne("select coalesce(max(position), 0) from delta", row -> row.getLong(1))
                .orElse(0L);
    }

    private static Applied count(DeltaEffect effect) {
        int created = 0;
        int updated = 0;
        int removed = 0;
        for (DeltaEffect.ChangeRow change : effect.changes) {
            switch (change.type()) {
                case CREATED -> created++;
                case UPDATED -> updated++;
                case REMOVED -> removed++;
            }
        }
        return new Applied(0, created, updated, removed);
    }

    /// Named here for readers of the order of types in the `change` table.
    static final List<Change.Type> TYPES = List.of(Change.Type.values());
}
