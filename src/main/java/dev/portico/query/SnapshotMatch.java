package dev.portico.query;

import dev.portico.catalog.History;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether a filter holds for an entity of the past, by the same rules as the index has for those
/// of now; keys whose values are not in documents are unknown. Pure.
final class SnapshotMatch {
    private final Entity entity;
    private final List<ShownRelation> relations;
    private final List<SearchRow> rows;

    private SnapshotMatch(Entity entity, List<ShownRelation> relations) {
        this.entity = entity;
        this.relations = relations;
        this.rows = SearchRows.of(entity.json(), relations);
    }

    static boolean holds(EntityFilter filter, History.Snapshot snapshot) {
        List<ShownRelation> relations =
                snapshot.relations().stream()
                        .map(it -> new ShownRelation(it.type(), it.target().toString()))
                        .toList();
        return new SnapshotMatch(snapshot.entity(), relations).holds(filter);
    }

    private boolean holds(EntityFilter filter) {
        return switch (filter) {
            case EntityFilter.And(var parts) -> parts.stream().allMatch(this::holds);
            case EntityFilter.Or(var parts) -> parts.stream().anyMatch(this::holds);
            case EntityFilter.Not(var part) -> !holds(part);
            case EntityFilter.Kept kept -> holds(kept.part());
            case EntityFilter.Exists(var key) -> of(key).findAny().isPresent();
            case EntityFilter.In(var key, var values) -> {
                List<String> wanted = values.stream().map(SearchRows::lower).toList();
                yield any(key, wanted::contains);
            }
            case EntityFilter.Prefix(var key, var prefix) -> {
                String start = SearchRows.lower(prefix);
                yield any(key, value -> value.startsWith(start));
            }
            case EntityFilter.Related(var type, var targets) ->
                    relations.stream().anyMatch(it -> isMeant(it, type, targets));
            case EntityFilter.Refs(var refs) -> refs.contains(entity.ref());
        };
    }

    private Stream<SearchRow> of(String key) {
        String lower = SearchRows.lower(key);
        return rows.stream().filter(row -> row.key().equals(lower));
    }

    private boolean any(String key, Predicate<String> test) {
        return of(key).flatMap(row -> Optional.ofNullable(row.value()).stream()).anyMatch(test);
    }

    private static boolean isMeant(
            ShownRelation relation, @Nullable String type, @Nullable List<String> targets) {
        return (type == null || type.equalsIgnoreCase(relation.type()))
                && (targets == null
                        || targets.stream()
                                .map(target -> target.toLowerCase(Locale.ROOT))
                                .anyMatch(relation.target()::equals));
    }
}
