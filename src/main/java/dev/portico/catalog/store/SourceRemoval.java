package dev.portico.catalog.store;

import dev.portico.catalog.Cause;
import dev.portico.catalog.ClaimDelta;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.Delta;
import dev.portico.catalog.SourceLease;
import dev.portico.model.EntityRef;
import dev.portico.model.SourceClass;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.sql.Sql;
import java.util.List;
import java.util.Optional;

/// Removes a source with everything it said.
///
/// The fence is raised first, so that a run that is under way can't bring anything back. If the
/// program dies in between, the source is found without a provider at the next start and removed
/// again.
public final class SourceRemoval {
    private static final int ATTEMPTS = 5;

    private final Sql sql;
    private final ApplyDelta applyDelta;

    public SourceRemoval(Sql sql, ApplyDelta applyDelta) {
        this.sql = sql;
        this.applyDelta = applyDelta;
    }

    /// Answers how many entities went; 0 when there is no such source. Another holder may take the
    /// source in between; then it is taken from it again.
    public long remove(String source, String actor) {
        long removed = 0;
        for (int attempt = 1; ; attempt++) {
            Optional<SourceLease> lease = takeOver(source);
            if (lease.isEmpty()) {
                return removed;
            }
            try {
                removed += removeEntities(lease.get(), actor);
                removeClaims(lease.get(), actor);
                if (removeRows(lease.get())) {
                    return removed;
                }
            } catch (PorticoException e) {
                if (e.code() != ErrorCode.CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private long removeEntities(SourceLease lease, String actor) {
        long removed = 0;
        List<Declaration.Key> keys = nextKeys(lease.source());
        while (!keys.isEmpty()) {
            Delta delta = Delta.of(lease, new Cause(lease.source(), null, actor), List.of(), keys);
            removed += applyDelta.run(delta).removed();
            keys = nextKeys(lease.source());
        }
        return removed;
    }

    private void removeClaims(SourceLease lease, String actor) {
        Cause cause = new Cause(lease.source(), null, actor);
        for (List<ClaimDelta.Change> some = nextClaims(lease.source());
                !some.isEmpty();
                some = nextClaims(lease.source())) {
            applyDelta.run(new ClaimDelta(lease, cause, some, List.of(), false));
        }
    }

    private List<ClaimDelta.Change> nextClaims(String source) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select distinct ref, field from claim
                                where source = ? and origin = ? and gone_at is null
                                order by ref, field limit ?
                                """,
                                row ->
                                        new ClaimDelta.Change(
                                                EntityRef.parse(row.getString(1)),
                                                row.getString(2),
                                                ClaimOrder.CODEOWNERS,
                                                source,
                                                List.of(),
                                                null,
                                                source,
                                                null),
                                ClaimOrder.CODEOWNERS,
                                source,
                                Delta.MAX_ENTITIES));
    }

    /// Answers false when another has taken the source.
    private boolean removeRows(SourceLease lease) {
        String source = lease.source();
        return sql.inTransaction(
                tx -> {
                    if (tx.update(
                                    "delete from source where name = ? and fence = ?",
                                    source,
                                    lease.fence())
                            == 0) {
                        return false;
                    }
                    tx.update("delete from rejection where source = ?", source);
                    tx.update("delete from file_read where source = ?", source);
                    return true;
                });
    }

    private Optional<SourceLease> takeOver(String source) {
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
                                source));
    }

    private List<Declaration.Key> nextKeys(String source) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select location, ref from declaration where source = ?
                                order by ref limit ?
                                """,
                                row ->
                                        new Declaration.Key(
                                                row.getString(1),
                                                EntityRef.parse(row.getString(2))),
                                source,
                                Delta.MAX_ENTITIES));
    }
}
