package dev.portico.catalog.store;

import dev.portico.catalog.Cause;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.ClaimVerdict;
import dev.portico.catalog.OwnerHistory;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Owners of the past from relations, which hold from one delta to another, and from what was
/// claimed then.
public final class ReadOwners implements OwnerHistory {
    /// Relations by which an entity has an owner, each half with an index of its own.
    private static final String SPANS =
            """
            select r.target_ref, f.position, f.at, f.source, f.revision, f.actor,
                t.position as until, t.at as ended
            from (
                select target_ref, from_delta, to_delta from relation
                where source_ref = ? and type = 'ownedBy' and to_delta is null
                union all
                select target_ref, from_delta, to_delta from relation
                where source_ref = ? and type = 'ownedBy' and to_delta is not null) r
            join delta f on f.delta_id = r.from_delta
            left join delta t on t.delta_id = r.to_delta
            """;

    private final Sql sql;
    private final ClaimOrder order;

    public ReadOwners(Sql sql, ClaimOrder order) {
        this.sql = sql;
        this.order = order;
    }

    @Override
    public List<Span> owners(EntityRef ref, int limit, @Nullable Long beforePosition) {
        ReadHistory.checkLimit("owners", limit);
        return sql.onSnapshot(
                tx ->
                        spans(
                                tx,
                                ref,
                                """
                                where f.position < ?
                                order by f.position desc, r.target_ref limit ?
                                """,
                                beforePosition == null ? Long.MAX_VALUE : beforePosition,
                                (long) limit));
    }

    @Override
    public List<Span> ownersAt(EntityRef ref, Instant at) {
        return sql.onSnapshot(
                tx -> {
                    long position = ReadHistory.positionAt(tx, at);
                    return spans(
                            tx,
                            ref,
                            """
                            where f.position <= ? and (t.position is null or t.position > ?)
                            order by r.target_ref
                            """,
                            position,
                            position);
                });
    }

    private List<Span> spans(Tx tx, EntityRef ref, String which, long first, long second)
            throws SQLException {
        List<Span> spans =
                tx.query(
                        SPANS + which,
                        row ->
                                new Span(
                                        EntityRef.parse(row.getString("target_ref")),
                                        row.getLong("position"),
                                        row.getTimestamp("at").toInstant(),
                                        Tx.instant(row, "ended"),
                                        new Reason(ReadFeed.cause(row), null)),
                        ref.toString(),
                        ref.toString(),
                        first,
                        second);
        List<Held> claims = claims(tx, List.of(ref)).getOrDefault(ref, List.of());
        return spans.stream()
                .map(
                        span ->
                                new Span(
                                        span.owner(),
                                        span.position(),
                                        span.from(),
                                        span.to(),
                                        reason(
                                                span.reason().change(),
                                                ref,
                                                span.owner(),
                                                counting(claims, span.position(), span.from()))))
                .toList();
    }

    @Override
    public List<Handover> handovers(HandoverRequest request) {
        ReadHistory.checkLimit("changes", request.limit());
        if (request.to() != null) {
            ReadHistory.checkSpan(request.from(), request.to());
        }
        return sql.onSnapshot(
                tx -> {
                    List<Handover> bare = bare(tx, request);
                    Map<EntityRef, List<Held>> claims =
                            claims(tx, bare.stream().map(Handover::entity).distinct().toList());
                    return bare.stream()
                            .map(
                                    each ->
                                            explained(
                                                    each,
                                                    claims.getOrDefault(each.entity(), List.of())))
                            .toList();
                });
    }

    private static Handover explained(Handover each, List<Held> claims) {
        return new Handover(
                each.place(),
                each.entity(),
                each.from(),
                each.to(),
                each.at(),
                reason(
                        each.reason().change(),
                        each.entity(),
                        each.to(),
                        counting(claims, each.place().position(), each.at())));
    }

    /// Handovers without the claims. What one ended and another began in the same delta is one;
    /// where an entity has several owners they are paired by ref.
    private static List<Handover> bare(Tx tx, HandoverRequest request) throws SQLException {
        Place after = request.after();
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(Math.max(ReadHistory.positionAt(tx, request.from()), after.position() - 1));
        @Nullable Instant to = request.to();
        parameters.add(to == null ? Long.MAX_VALUE : ReadHistory.positionAt(tx, to));
        @Nullable String owner = request.owner() == null ? null : request.owner().toString();
        String owned = "";
        if (owner != null) {
            owned =
                    """
                    and source_ref in (select o.source_ref from relation o
                        where o.target_ref = ? and o.type = 'ownedBy')
                    """;
            parameters.addAll(List.of(owner, owner, owner, owner));
        }
        parameters.addAll(List.of(after.position(), after.ref(), after.number(), request.limit()));
        return tx.query(
                """
                with span as (
                    select delta_id, position, at, source, revision, actor from delta
                    where position > ? and position <= ?),
                began as (
                    select from_delta as delta_id, source_ref, target_ref,
                        row_number() over (
                            partition by from_delta, source_ref order by target_ref) as number
                    from relation
                    where type = 'ownedBy' and from_delta in (select delta_id from span) %1$s),
                ended as (
                    select to_delta as delta_id, source_ref, target_ref,
                        row_number() over (
                            partition by to_delta, source_ref order by target_ref) as number
                    from relation
                    where type = 'ownedBy' and to_delta in (select delta_id from span) %1$s)
                select s.position, s.at, s.source, s.revision, s.actor, source_ref, number,
                    e.target_ref as old_owner, b.target_ref as new_owner
                from began b full join ended e using (delta_id, source_ref, number)
                join span s using (delta_id)
                where e.target_ref is distinct from b.target_ref %2$s
                    and not exists (select from change c where c.ref = source_ref
                        and c.delta_id = s.delta_id and c.type <> 1)
                    and (s.position, source_ref, number) > (?, ?::text collate "C", ?)
                order by s.position, source_ref, number limit ?
                """
                        .formatted(
                                owned,
                                owner == null ? "" : "and (e.target_ref = ? or b.target_ref = ?)"),
                ReadOwners::handover,
                parameters.toArray());
    }

    private static Handover handover(ResultSet row) throws SQLException {
        String ref = row.getString("source_ref");
        return new Handover(
                new Place(row.getLong("position"), ref, row.getInt("number")),
                EntityRef.parse(ref),
                owner(row.getString("old_owner")),
                owner(row.getString("new_owner")),
                row.getTimestamp("at").toInstant(),
                new Reason(ReadFeed.cause(row), null));
    }

    private static @Nullable EntityRef owner(@Nullable String ref) {
        return ref == null ? null : EntityRef.parse(ref);
    }

    /// A claim about an owner and the positions between which it stood.
    private record Held(Claim claim, long from, long until) {}

    private Map<EntityRef, List<Held>> claims(Tx tx, Collection<EntityRef> refs)
            throws SQLException {
        Map<EntityRef, List<Held>> claims = new HashMap<>();
        String[] texts = refs.stream().map(EntityRef::toString).toArray(String[]::new);
        tx.forEach(
                """
                select c.*, f.position as since, t.position as until
                from (
                    select ref, field, source, origin, rank, value, evidence, actor, at, expires,
                        ended, delta_id as from_delta, null::bigint as to_delta
                    from claim where ref = any(?) and field = 'owner' and gone_at is null
                    union all
                    select ref, field, source, origin, rank, value, evidence, actor, at, expires,
                        ended, from_delta, to_delta
                    from claim_past where ref = any(?)) c
                join delta f on f.delta_id = c.from_delta
                left join delta t on t.delta_id = c.to_delta
                """,
                row -> {
                    ClaimRow read = ClaimTable.read(row, order);
                    long since = row.getLong("since");
                    long until = row.getLong("until");
                    claims.computeIfAbsent(read.ref(), _ -> new ArrayList<>())
                            .add(
                                    new Held(
                                            read.claim(),
                                            since,
                                            row.wasNull() ? Long.MAX_VALUE : until));
                },
                texts,
                texts);
        return claims;
    }

    /// What counted right after a position.
    private static Optional<Claim> counting(List<Held> claims, long position, Instant at) {
        List<Claim> then =
                claims.stream()
                        .filter(held -> held.from() <= position && position < held.until())
                        .map(Held::claim)
                        .toList();
        return ClaimVerdict.winner(then, Claim.OWNER, at);
    }

    /// A claim is the reason when it says what came of it, and is not what a document says.
    private static Reason reason(
            Cause change, EntityRef entity, @Nullable EntityRef owner, Optional<Claim> counted) {
        return new Reason(
                change,
                counted.filter(claim -> !ClaimOrder.DERIVED.contains(claim.source()))
                        .filter(claim -> Claim.isOwner(claim.value()))
                        .filter(
                                claim ->
                                        Objects.equals(
                                                Claim.owner(claim.value(), entity.namespace()),
                                                owner))
                        .orElse(null));
    }
}
