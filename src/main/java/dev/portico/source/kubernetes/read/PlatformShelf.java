package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.PlatformResource.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Claims, composite and managed resources of Crossplane, of the kinds that are known at the
/// moment.
final class PlatformShelf implements Shelf {
    private final PlatformKinds kinds;
    private final Outbox outbox;
    private final Map<Interest, Map<ObjectKey, PlatformFacts>> byKind = new HashMap<>();
    private final Map<String, TreeSet<ObjectKey>> composites = new HashMap<>();

    /// Those whose parent is known by the name of a composite alone.
    private final Set<ObjectKey> labelled = new HashSet<>();

    private final Set<ObjectKey> dirty = new LinkedHashSet<>();
    private boolean kindsChanged;

    PlatformShelf(PlatformKinds kinds, Outbox outbox) {
        this.kinds = kinds;
        this.outbox = outbox;
        kinds.onChange(() -> kindsChanged = true);
    }

    @Override
    public void put(ResourceKind kind, ObjectKey key, JsonObject object) {
        Optional<Role> role = kinds.watchedRole(kind.interest());
        if (role.isEmpty()) {
            return;
        }
        PlatformFacts facts = PlatformFacts.read(kind, key, object, role.get());
        PlatformFacts before =
                byKind.computeIfAbsent(kind.interest(), _ -> new HashMap<>()).put(key, facts);
        if (facts.equals(before)) {
            return;
        }
        dirty.add(key);
        boolean byLabel =
                facts.claim() == null && facts.owner() == null && !facts.composite().isEmpty();
        if (byLabel) {
            labelled.add(key);
        } else {
            labelled.remove(key);
        }
        if (role.get() == Role.COMPOSITE
                && composites.computeIfAbsent(key.name(), _ -> new TreeSet<>()).add(key)) {
            dirty.addAll(labelled);
        }
    }

    @Override
    public void remove(ObjectKey key) {
        Map<ObjectKey, PlatformFacts> known = byKind.getOrDefault(Interest.of(key), Map.of());
        if (!known.containsKey(key)) {
            return;
        }
        known.remove(key);
        if (known.isEmpty()) {
            byKind.remove(Interest.of(key));
        }
        labelled.remove(key);
        dirty.remove(key);
        outbox.forget(key);
        TreeSet<ObjectKey> namesakes = composites.get(key.name());
        if (namesakes != null && namesakes.remove(key)) {
            dirty.addAll(labelled);
            if (namesakes.isEmpty()) {
                composites.remove(key.name());
            }
        }
    }

    @Override
    public Collection<ObjectKey> keys(Interest kind, @Nullable String namespace) {
        return Shelf.among(byKind.getOrDefault(kind, Map.of()).keySet(), kind, namespace);
    }

    Collection<ObjectKey> keys() {
        List<ObjectKey> keys = new ArrayList<>();
        byKind.values().forEach(known -> keys.addAll(known.keySet()));
        return keys;
    }

    /// Objects of kinds that are no longer wanted are gone; what remains may have other parents.
    void settle() {
        if (kindsChanged) {
            kindsChanged = false;
            for (Interest kind : List.copyOf(byKind.keySet())) {
                if (kinds.role(kind).isEmpty()) {
                    keys(kind, null).forEach(this::remove);
                }
            }
            dirty.addAll(keys());
            kinds.settle();
        }
        for (ObjectKey key : dirty) {
            PlatformFacts facts = byKind.getOrDefault(Interest.of(key), Map.of()).get(key);
            if (facts != null) {
                outbox.tell(facts.below(parent(facts)));
            }
        }
        dirty.clear();
    }

    private @Nullable ObjectKey parent(PlatformFacts facts) {
        if (facts.claim() != null) {
            return facts.claim();
        }
        ObjectKey owner = facts.owner();
        if (owner != null) {
            return kinds.isOfCluster(Interest.of(owner))
                    ? new ObjectKey(owner.group(), owner.kind(), "", owner.name())
                    : owner;
        }
        return composites.getOrDefault(facts.composite(), new TreeSet<>()).stream()
                .filter(key -> !key.equals(facts.resource().key()))
                .findFirst()
                .orElse(null);
    }
}
