package dev.portico.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The live keys of an index. A condition on one becomes the refs it holds for when the question is
/// asked; other questions are left as they are.
final class LiveKeys {
    private final Map<String, LiveKey> byName = new ConcurrentHashMap<>();

    /// Whether kept filters have none, as long as the names are the same. Another one for other
    /// names, so that who looks meanwhile does not write into it what held before.
    private volatile Cache<EntityFilter.Kept, Boolean> plain = none();

    private static Cache<EntityFilter.Kept, Boolean> none() {
        return Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();
    }

    AutoCloseable add(String name, LiveKey key) {
        String lower = SearchRows.lower(name);
        byName.put(lower, key);
        plain = none();
        return () -> {
            byName.remove(lower, key);
            plain = none();
        };
    }

    /// The values of a key; null for one that is not live.
    @Nullable Map<String, Set<EntityRef>> values(String name) {
        LiveKey key = byName.get(SearchRows.lower(name));
        return key == null ? null : key.entitiesByValue();
    }

    /// A filter without live keys.
    EntityFilter resolve(EntityFilter filter) {
        return byName.isEmpty() ? filter : resolved(filter);
    }

    private EntityFilter resolved(EntityFilter filter) {
        return switch (filter) {
            case EntityFilter.And(var parts) -> each(filter, parts, EntityFilter.And::new);
            case EntityFilter.Or(var parts) -> each(filter, parts, EntityFilter.Or::new);
            case EntityFilter.Not(var part) -> {
                EntityFilter now = resolved(part);
                yield now == part ? filter : new EntityFilter.Not(now);
            }
            case EntityFilter.Kept kept -> isPlain(kept) ? kept : resolved(kept.part());
            case EntityFilter.Exists(var key) -> refs(filter, key, _ -> true);
            case EntityFilter.In(var key, var values) ->
                    refs(
                            filter,
                            key,
                            value ->
                                    values.stream().map(SearchRows::lower).anyMatch(value::equals));
            case EntityFilter.Prefix(var key, var prefix) ->
                    refs(filter, key, value -> value.startsWith(SearchRows.lower(prefix)));
            case EntityFilter.Related _, EntityFilter.Refs _ -> filter;
        };
    }

    private boolean isPlain(EntityFilter.Kept kept) {
        return plain.get(kept, it -> resolved(it.part()) == it.part());
    }

    private EntityFilter each(
            EntityFilter whole,
            List<EntityFilter> parts,
            Function<List<EntityFilter>, EntityFilter> made) {
        List<EntityFilter> now = new ArrayList<>(parts.size());
        boolean same = true;
        for (EntityFilter part : parts) {
            EntityFilter one = resolved(part);
            same &= one == part;
            now.add(one);
        }
        return same ? whole : made.apply(now);
    }

    private EntityFilter refs(EntityFilter condition, String name, Predicate<String> wanted) {
        Map<String, Set<EntityRef>> values = values(name);
        if (values == null) {
            return condition;
        }
        Set<EntityRef> refs = new LinkedHashSet<>();
        values.forEach(
                (value, entities) -> {
                    if (wanted.test(value)) {
                        refs.addAll(entities);
                    }
                });
        return new EntityFilter.Refs(List.copyOf(refs));
    }
}
