package dev.portico.ownership;

import dev.portico.access.Entities;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import java.util.Optional;

/// Tells the policies of those entities that are known to ownership, by their owners alone.
record OwnedEntities(OwnershipMemory memory) implements Entities {
    @Override
    public Optional<Entity> find(EntityRef ref) {
        return Optional.empty();
    }

    @Override
    public boolean matches(EntityRef ref, EntityFilter filter) {
        return memory.entity(ref).filter(facts -> matches(facts, filter)).isPresent();
    }

    private static boolean matches(EntityFacts facts, EntityFilter filter) {
        return switch (filter) {
            case EntityFilter.And(var parts) ->
                    parts.stream().allMatch(part -> matches(facts, part));
            case EntityFilter.Or(var parts) ->
                    parts.stream().anyMatch(part -> matches(facts, part));
            case EntityFilter.Not(var part) -> !matches(facts, part);
            case EntityFilter.In(var key, var values)
                    when key.equalsIgnoreCase("relations.ownedBy") ->
                    facts.owners().stream().anyMatch(owner -> values.contains(owner.toString()));
            default -> throw new AssertionError("not needed here: " + filter);
        };
    }
}
