package dev.portico.ownership;

import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// Claims, entities and findings as they are now. Written by [OwnershipFollower] alone; read by
/// any thread.
@Singleton
final class OwnershipMemory {
    private final OwnedKinds kinds;
    private final Clock clock;
    private final Map<EntityRef, List<Claim>> claims = new ConcurrentHashMap<>();
    private final Map<EntityRef, EntityFacts> entities = new ConcurrentHashMap<>();
    private final Map<String, Set<EntityRef>> byPlace = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<EntityRef, List<Finding>> findings =
            new ConcurrentSkipListMap<>();
    private final Places places;
    private volatile @Nullable Organisation organisation;

    OwnershipMemory(OwnedKinds kinds, Places places, Clock clock) {
        this.kinds = kinds;
        this.places = places;
        this.clock = clock;
    }

    /// All claims about an entity.
    List<Claim> claims(EntityRef ref) {
        return claims.getOrDefault(ref, List.of());
    }

    Optional<EntityFacts> entity(EntityRef ref) {
        return Optional.ofNullable(entities.get(ref));
    }

    /// The entities that were read from a repository.
    Set<EntityRef> inRepository(String repository) {
        return byPlace.getOrDefault(repository, Set.of());
    }

    @Nullable Organisation organisation() {
        return organisation;
    }

    /// The findings of entities behind a ref, by entity; null for all.
    Collection<List<Finding>> findingsAfter(@Nullable EntityRef after) {
        return after == null ? findings.values() : findings.tailMap(after, false).values();
    }

    List<Finding> findings(EntityRef ref) {
        return findings.getOrDefault(ref, List.of());
    }

    void claimed(Map<EntityRef, List<Claim>> changed) {
        changed.forEach(
                (ref, now) -> {
                    if (now.isEmpty()) {
                        claims.remove(ref);
                    } else {
                        claims.put(ref, List.copyOf(now));
                    }
                });
    }

    void forgetClaims() {
        claims.clear();
    }

    void forgetEntities() {
        entities.clear();
        byPlace.clear();
        findings.clear();
    }

    void put(EntityFacts facts) {
        EntityFacts old = entities.put(facts.ref(), facts);
        String before = old == null ? null : repository(old);
        String now = repository(facts);
        if (before != null && !before.equals(now)) {
            leave(before, facts.ref());
        }
        if (now != null) {
            byPlace.computeIfAbsent(now, _ -> ConcurrentHashMap.newKeySet()).add(facts.ref());
        }
    }

    void remove(EntityRef ref) {
        EntityFacts old = entities.remove(ref);
        String before = old == null ? null : repository(old);
        if (before != null) {
            leave(before, ref);
        }
        findings.remove(ref);
    }

    private void leave(String repository, EntityRef ref) {
        byPlace.computeIfPresent(
                repository,
                (_, refs) -> {
                    refs.remove(ref);
                    return refs.isEmpty() ? null : refs;
                });
    }

    private @Nullable String repository(EntityFacts facts) {
        return facts.location() == null ? null : places.repository(facts.location()).orElse(null);
    }

    void organisation(Organisation now) {
        organisation = now;
    }

    Set<EntityRef> all() {
        return new HashSet<>(entities.keySet());
    }

    /// Finds anew what is wrong with some entities.
    void judge(Collection<EntityRef> refs) {
        Organisation people = organisation;
        if (people == null) {
            return;
        }
        Instant now = clock.instant();
        for (EntityRef ref : refs) {
            EntityFacts facts = entities.get(ref);
            List<Finding> found =
                    facts == null
                            ? List.of()
                            : Findings.of(
                                    facts, claims(ref), kinds.haveOwners(ref.kind()), people, now);
            if (found.isEmpty()) {
                findings.remove(ref);
            } else {
                findings.put(ref, found);
            }
        }
    }
}
