package dev.portico.catalog.store;

import dev.portico.catalog.Change;
import dev.portico.catalog.StoredDocument;
import dev.portico.catalog.pipeline.Merge;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What follows for the entities from the declarations that hold after a delta. Computes only; the
/// rows are written by [ApplyDelta].
final class DeltaEffect {
    /// One change row.
    record ChangeRow(EntityRef ref, Change.Type type, UUID uid, @Nullable String documentHash) {}

    final List<EntityRow> entities = new ArrayList<>();
    final List<ChangeRow> changes = new ArrayList<>();
    final List<StoredDocument> documents = new ArrayList<>();
    final List<RelationPair> opened = new ArrayList<>();
    final List<RelationPair> closed = new ArrayList<>();

    private final Map<EntityRef, EntityRow> before;
    private final Map<EntityRef, Set<RelationPair>> relationsBefore;
    private final Map<String, byte[]> bodies;
    private final ClaimSet claims;

    DeltaEffect(
            Map<EntityRef, EntityRow> before,
            Map<EntityRef, Set<RelationPair>> relationsBefore,
            Map<String, byte[]> bodies,
            ClaimSet claims) {
        this.before = before;
        this.relationsBefore = relationsBefore;
        this.bodies = bodies;
        this.claims = claims;
    }

    /// @param declarations all declarations that hold now, by ref
    void compute(Map<EntityRef, List<DeclarationRow>> declarations) {
        for (EntityRow row : new TreeMap<>(before).values()) {
            List<DeclarationRow> held =
                    declarations.getOrDefault(row.ref(), List.of()).stream()
                            .sorted(DeclarationRow.PRECEDENCE)
                            .toList();
            claims.derive(row.ref(), held, this::body);
            if (held.isEmpty()) {
                remove(row);
            } else {
                put(row, held);
            }
        }
    }

    /// Hashes of the documents whose bodies [#compute] needs, because a merge has to read them.
    static Set<String> neededBodies(
            Map<EntityRef, List<DeclarationRow>> declarations, ClaimSet claims) {
        Set<String> needed = new HashSet<>();
        declarations.forEach(
                (ref, held) -> {
                    if (held.size() > 1
                            || held.stream().anyMatch(DeclarationRow::isToBeTold)
                            || claims.concerns(ref, held)) {
                        held.forEach(row -> needed.add(row.documentHash()));
                    }
                });
        return needed;
    }

    private void remove(EntityRow row) {
        if (row.exists()) {
            entities.add(new EntityRow(row.ref(), null, null, null));
            closed.addAll(relationsBefore.getOrDefault(row.ref(), Set.of()));
            changes.add(
                    new ChangeRow(
                            row.ref(),
                            Change.Type.REMOVED,
                            Objects.requireNonNull(row.uid()),
                            null));
        }
    }

    private void put(EntityRow row, List<DeclarationRow> held) {
        DeclarationRow primary = held.getFirst();
        Merged merged = merge(row.ref(), primary, held);
        String hash = merged.hash();
        Set<RelationPair> relations = merged.relations();
        Set<RelationPair> old = relationsBefore.getOrDefault(row.ref(), Set.of());
        boolean changed = !hash.equals(row.documentHash()) || !relations.equals(old);
        if (!changed && primary.source().equals(row.source())) {
            return;
        }
        UUID uid = row.uid() != null && row.exists() ? row.uid() : UUID.randomUUID();
        entities.add(new EntityRow(row.ref(), uid, hash, primary.source()));
        if (changed) {
            relations.stream().filter(pair -> !old.contains(pair)).forEach(opened::add);
            old.stream().filter(pair -> !relations.contains(pair)).forEach(closed::add);
            changes.add(
                    new ChangeRow(
                            row.ref(),
                            row.exists() ? Change.Type.UPDATED : Change.Type.CREATED,
                            uid,
                            hash));
        }
    }

    private record Merged(String hash, Set<RelationPair> relations) {}

    private Merged merge(EntityRef ref, DeclarationRow primary, List<DeclarationRow> held) {
        List<DeclarationRow> lower = held.stream().filter(row -> row.addsTo(primary)).toList();
        List<Claim> counting = claims.counting(ref);
        if (lower.isEmpty() && counting.isEmpty() && !primary.isToBeTold()) {
            return new Merged(primary.documentHash(), Set.copyOf(primary.relationPairs()));
        }
        JsonObject own = body(primary);
        JsonObject merged =
                Merge.merge(
                        new Merge.Input(
                                own,
                                lower.stream().map(this::body).toList(),
                                counting,
                                claims.declared(primary),
                                primary.warningProblems(),
                                primary.staleProblems(),
                                primary.missingSince()));
        StoredDocument document = StoredDocument.of(merged);
        documents.add(document);
        return new Merged(
                document.hash(), Merge.relations(ref, own, merged, primary.relationPairs()));
    }

    private JsonObject body(DeclarationRow row) {
        return JsonObject.parse(Objects.requireNonNull(bodies.get(row.documentHash())));
    }
}
