package dev.portico.query;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes out of answers and questions what leads to entities that somebody may not see, as if
/// these were not there. A relation to a ref without an entity goes too, so that nobody finds out
/// which of the two it is.
final class Veil {
    private static final String RELATIONS = "relations.";

    private final CatalogQuery catalog;
    private final EntityFilter seen;

    Veil(CatalogQuery catalog, EntityFilter seen) {
        this.catalog = catalog;
        this.seen = seen;
    }

    /// Those of the refs that can be seen.
    Set<EntityRef> visible(Collection<EntityRef> refs) {
        return refs.isEmpty() ? Set.of() : catalog.matching(refs, seen);
    }

    /// Entities that can be seen, without relations to those that can't.
    List<@Nullable IndexedEntity> over(List<@Nullable IndexedEntity> entities) {
        List<@Nullable StoredRelations> stored = new ArrayList<>(entities.size());
        Set<EntityRef> targets = new HashSet<>();
        for (@Nullable IndexedEntity entity : entities) {
            @Nullable StoredRelations relations =
                    entity == null ? null : StoredRelations.of(entity.json());
            if (relations != null) {
                targets.addAll(relations.targets());
            }
            stored.add(relations);
        }
        Set<EntityRef> visible = visible(targets);
        List<@Nullable IndexedEntity> veiled = new ArrayList<>(entities.size());
        for (int i = 0; i < entities.size(); i++) {
            @Nullable IndexedEntity entity = entities.get(i);
            @Nullable StoredRelations relations = stored.get(i);
            veiled.add(
                    entity == null || relations == null
                            ? entity
                            : relations.only(entity, relations.where(visible::contains)));
        }
        return veiled;
    }

    IndexedEntity over(IndexedEntity entity) {
        return Objects.requireNonNull(over(List.<@Nullable IndexedEntity>of(entity)).getFirst());
    }

    /// A filter that finds nothing by a relation that can't be seen.
    EntityFilter over(EntityFilter filter) {
        return switch (filter) {
            case EntityFilter.And(var parts) ->
                    parts.isEmpty() ? filter : new EntityFilter.And(all(parts));
            case EntityFilter.Or(var parts) -> new EntityFilter.Or(all(parts));
            case EntityFilter.Not(var part) -> new EntityFilter.Not(over(part));
            case EntityFilter.Kept kept -> over(kept.part());
            case EntityFilter.In(var key, var values) when isRelations(key) ->
                    new EntityFilter.In(key, visibleTexts(values));
            case EntityFilter.Exists(var key) when isRelations(key) ->
                    new EntityFilter.In(key, targets(key, ""));
            case EntityFilter.Prefix(var key, var prefix) when isRelations(key) ->
                    new EntityFilter.In(key, targets(key, prefix.toLowerCase(Locale.ROOT)));
            case EntityFilter.Related(var type, var targets) -> related(type, targets);
            case EntityFilter.In _,
                    EntityFilter.Exists _,
                    EntityFilter.Prefix _,
                    EntityFilter.Refs _ ->
                    filter;
        };
    }

    private List<EntityFilter> all(List<EntityFilter> parts) {
        return parts.stream().map(this::over).toList();
    }

    private EntityFilter related(@Nullable String type, @Nullable List<String> targets) {
        if (targets != null) {
            return new EntityFilter.Related(type, visibleTexts(targets));
        }
        if (type == null) {
            throw PorticoException.invalid(
                    "You may not see every entity, so a filter by relations must name a type or"
                            + " targets.");
        }
        return new EntityFilter.In(RELATIONS + type, targets(RELATIONS + type, ""));
    }

    static boolean isRelations(String key) {
        return key.regionMatches(true, 0, RELATIONS, 0, RELATIONS.length());
    }

    private List<String> targets(String key, String prefix) {
        List<String> values =
                catalog.facets(List.of(key), seen).getOrDefault(key, List.of()).stream()
                        .map(FacetCount::value)
                        .filter(value -> value.startsWith(prefix))
                        .toList();
        return visibleTexts(values);
    }

    private List<String> visibleTexts(List<String> texts) {
        Set<EntityRef> refs = new HashSet<>();
        texts.forEach(text -> ref(text).ifPresent(refs::add));
        Set<EntityRef> visible = visible(refs);
        return texts.stream()
                .filter(text -> ref(text).filter(visible::contains).isPresent())
                .toList();
    }

    /// Counts without those of values that can't be seen.
    List<FacetCount> counts(List<FacetCount> counts) {
        Set<String> visible =
                new HashSet<>(visibleTexts(counts.stream().map(FacetCount::value).toList()));
        return counts.stream().filter(count -> visible.contains(count.value())).toList();
    }

    private static Optional<EntityRef> ref(String text) {
        try {
            return Optional.of(EntityRef.parse(text));
        } catch (PorticoException e) {
            return Optional.empty();
        }
    }
}
