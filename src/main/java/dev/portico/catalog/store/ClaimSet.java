package dev.portico.catalog.store;

import dev.portico.catalog.ClaimDelta;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.Claimed;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.model.SourceClass;
import dev.portico.platform.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The claims about the refs of one transaction: as they were, what is said now, and which rows are
/// to be written for it. Computes only.
final class ClaimSet {
    private static final String UNKNOWN = "unknown";

    private final ClaimOrder order;
    private final Instant now;
    private final Map<EntityRef, Map<ClaimRow.Key, ClaimRow>> rows = new HashMap<>();
    private final List<ClaimRow> saved = new ArrayList<>();
    private final List<ClaimRow> withdrawn = new ArrayList<>();

    /// @param now the database's time
    ClaimSet(List<ClaimRow> stored, ClaimOrder order, Instant now) {
        this.order = order;
        this.now = now;
        for (ClaimRow row : stored) {
            held(row.ref()).put(ClaimRow.Key.of(row.claim()), row);
        }
    }

    private Map<ClaimRow.Key, ClaimRow> held(EntityRef ref) {
        return rows.computeIfAbsent(ref, _ -> new LinkedHashMap<>());
    }

    /// Puts what is said now in place of what the same said before; answers whether the values are
    /// others.
    boolean apply(ClaimDelta.Change change) {
        List<String> before = new ArrayList<>();
        Map<ClaimRow.Key, ClaimRow> held = held(change.ref());
        for (int rank = 0; ; rank++) {
            ClaimRow.Key key =
                    new ClaimRow.Key(change.field(), change.source(), change.origin(), rank);
            @Nullable ClaimRow old = held.get(key);
            if (old == null) {
                break;
            }
            if (!old.claim().isExpired(now)) {
                before.add(old.claim().value());
            }
            if (rank >= change.values().size()) {
                withdrawn.add(old);
                held.remove(key);
            }
        }
        for (int rank = 0; rank < change.values().size(); rank++) {
            put(
                    change.ref(),
                    new Claim(
                            change.field(),
                            rank,
                            change.values().get(rank),
                            change.source(),
                            change.origin(),
                            order.precedence(change.source()),
                            change.evidence(),
                            change.actor(),
                            now,
                            change.expires()));
        }
        return !before.equals(change.values());
    }

    /// A claim whose value stays was said when it was said first.
    private void put(EntityRef ref, Claim claim) {
        ClaimRow.Key key = ClaimRow.Key.of(claim);
        @Nullable ClaimRow old = held(ref).get(key);
        Claim put = claim;
        if (old != null && old.claim().value().equals(claim.value())) {
            put = saidAt(claim, old.claim().at());
            if (put.equals(old.claim())) {
                return;
            }
        }
        ClaimRow row = new ClaimRow(ref, put, put.isExpired(now));
        held(ref).put(key, row);
        saved.add(row);
    }

    private static Claim saidAt(Claim claim, Instant at) {
        return new Claim(
                claim.field(),
                claim.rank(),
                claim.value(),
                claim.source(),
                claim.origin(),
                claim.precedence(),
                claim.evidence(),
                claim.actor(),
                at,
                claim.expires());
    }

    /// Whether the declarations of a ref have to be read for what they say of claimable fields.
    boolean concerns(EntityRef ref, List<DeclarationRow> declarations) {
        return !rows.getOrDefault(ref, Map.of()).isEmpty()
                || declarations.size() > 1 && declarations.stream().anyMatch(ClaimSet::isOfCluster);
    }

    /// Works in what the declarations say of fields that are claimed.
    ///
    /// @param declarations all that hold now, the primary first; empty for no entity
    void derive(
            EntityRef ref,
            List<DeclarationRow> declarations,
            Function<DeclarationRow, JsonObject> body) {
        if (!concerns(ref, declarations)) {
            return;
        }
        Map<ClaimRow.Key, ClaimRow> held = held(ref);
        Set<String> fields = new HashSet<>();
        held.values().stream()
                .filter(row -> !isDerived(row.claim()))
                .forEach(row -> fields.add(row.claim().field()));
        Set<ClaimRow.Key> kept = new HashSet<>();
        if (!declarations.isEmpty()) {
            List<Claim> said = said(declarations, body);
            said.stream()
                    .filter(claim -> claim.source().equals(ClaimOrder.KUBERNETES))
                    .filter(claim -> claim.rank() > 0)
                    .forEach(claim -> fields.add(claim.field()));
            said.stream()
                    .filter(claim -> fields.contains(claim.field()))
                    .forEach(
                            claim -> {
                                put(ref, claim);
                                kept.add(ClaimRow.Key.of(claim));
                            });
        }
        for (ClaimRow row : List.copyOf(held.values())) {
            ClaimRow.Key key = ClaimRow.Key.of(row.claim());
            if (isDerived(row.claim()) && !kept.contains(key)) {
                withdrawn.add(row);
                held.remove(key);
            }
        }
    }

    private List<Claim> said(
            List<DeclarationRow> declarations, Function<DeclarationRow, JsonObject> body) {
        List<Claim> said = new ArrayList<>();
        for (int rank = 0; rank < declarations.size(); rank++) {
            DeclarationRow row = declarations.get(rank);
            if (rank == 0 || isOfCluster(row)) {
                JsonObject spec = body.apply(row).object("spec");
                for (String field : Claim.SINGLE) {
                    int place = rank;
                    spec.text(field)
                            .filter(value -> counts(row, field, value))
                            .ifPresent(value -> said.add(claim(row, field, place, value)));
                }
            }
        }
        return said;
    }

    private static boolean counts(DeclarationRow row, String field, String value) {
        return !isOfCluster(row)
                || !value.isBlank()
                        && !value.equals(UNKNOWN)
                        && (!field.equals(Claim.OWNER) || Claim.isOwner(value));
    }

    private Claim claim(DeclarationRow row, String field, int rank, String value) {
        String source = source(row);
        String commit = row.provenance().commit();
        String evidence =
                row.location()
                        + (isOfCluster(row) ? "" : ":" + row.provenance().line())
                        + (commit == null ? "" : "@" + commit);
        return new Claim(
                field,
                rank,
                value,
                source,
                row.source(),
                order.precedence(source),
                evidence,
                row.source(),
                now,
                null);
    }

    private static String source(DeclarationRow row) {
        return isOfCluster(row) ? ClaimOrder.KUBERNETES : ClaimOrder.FILE;
    }

    private static boolean isOfCluster(DeclarationRow row) {
        return row.sourceClass() == SourceClass.KUBERNETES.ordinal();
    }

    private static boolean isDerived(Claim claim) {
        return ClaimOrder.DERIVED.contains(claim.source());
    }

    /// The claims that count for the merge.
    List<Claim> counting(EntityRef ref) {
        return rows.getOrDefault(ref, Map.of()).values().stream()
                .map(ClaimRow::claim)
                .filter(claim -> !claim.isExpired(now))
                .toList();
    }

    /// See [dev.portico.catalog.pipeline.Merge.Input#declared()].
    int declared(DeclarationRow primary) {
        return order.precedence(source(primary));
    }

    /// Everything about a ref, when all is derived.
    Claimed claimed(EntityRef ref, boolean exists) {
        return new Claimed(
                exists,
                rows.getOrDefault(ref, Map.of()).values().stream().map(ClaimRow::claim).toList());
    }

    /// Marks what has expired as worked in.
    void markEnded() {
        for (Map<ClaimRow.Key, ClaimRow> held : rows.values()) {
            held.replaceAll(
                    (_, row) -> {
                        if (row.ended() || !row.claim().isExpired(now)) {
                            return row;
                        }
                        ClaimRow ended = new ClaimRow(row.ref(), row.claim(), true);
                        saved.add(ended);
                        return ended;
                    });
        }
    }

    boolean changesRows() {
        return !saved.isEmpty() || !withdrawn.isEmpty();
    }

    /// Rows to write, each once and as it is in the end.
    List<ClaimRow> saved() {
        Map<List<Object>, ClaimRow> last = new LinkedHashMap<>();
        for (ClaimRow row : saved) {
            last.put(List.of(row.ref(), ClaimRow.Key.of(row.claim())), row);
        }
        return last.values().stream()
                .filter(
                        row ->
                                Objects.equals(
                                        held(row.ref()).get(ClaimRow.Key.of(row.claim())), row))
                .toList();
    }

    /// Rows to withdraw.
    List<ClaimRow> withdrawn() {
        return withdrawn.stream()
                .filter(row -> !held(row.ref()).containsKey(ClaimRow.Key.of(row.claim())))
                .toList();
    }
}
