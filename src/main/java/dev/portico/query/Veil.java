package dev.portico.query;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.Digest;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes out of answers and questions what leads to entities that somebody may not see, as if
/// these were not there. A relation to a ref without an entity goes too, so that nobody finds out
/// which of the two it is.
final class Veil {
    private static final String RELATIONS = "relations.";
    private static final byte[] MEMBER = "\"relations\":[".getBytes(StandardCharsets.US_ASCII);

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
        List<List<Shown>> shown = new ArrayList<>(entities.size());
        Set<EntityRef> targets = new HashSet<>();
        for (@Nullable IndexedEntity entity : entities) {
            List<Shown> relations = entity == null ? List.of() : relations(entity.json());
            relations.forEach(it -> targets.add(it.target()));
            shown.add(relations);
        }
        Set<EntityRef> visible = visible(targets);
        List<@Nullable IndexedEntity> veiled = new ArrayList<>(entities.size());
        for (int i = 0; i < entities.size(); i++) {
            @Nullable IndexedEntity entity = entities.get(i);
            boolean whole = shown.get(i).stream().allMatch(it -> visible.contains(it.target()));
            veiled.add(entity == null || whole ? entity : without(entity, shown.get(i), visible));
        }
        return veiled;
    }

    IndexedEntity over(IndexedEntity entity) {
        return java.util.Objects.requireNonNull(
                over(List.<@Nullable IndexedEntity>of(entity)).getFirst());
    }

    /// A relation as it stands in an entity, both as text and read.
    private record Shown(Map<?, ?> written, EntityRef target) {}

    /// The relations in an entity's JSON, of which they are the last member; nothing else is read.
    private static List<Shown> relations(byte[] json) {
        int at = start(json);
        if (json[at] == ']') {
            return List.of();
        }
        int length = json.length - 1 - (at - 1);
        String array = new String(json, at - 1, length, StandardCharsets.UTF_8);
        List<Shown> relations = new ArrayList<>();
        if (JsonValues.parse(array) instanceof List<?> list) {
            for (@Nullable Object each : list) {
                if (each instanceof Map<?, ?> map) {
                    String target = String.valueOf(map.get("targetRef"));
                    relations.add(new Shown(map, EntityRef.parse(target)));
                }
            }
        }
        return relations;
    }

    /// Where the first relation begins. Within a text a quote is written as `\"`, so the member's
    /// name with bare quotes stands nowhere but there and in other objects, which come before.
    private static int start(byte[] json) {
        for (int at = json.length - MEMBER.length; at >= 0; at--) {
            int i = 0;
            while (i < MEMBER.length && json[at + i] == MEMBER[i]) {
                i++;
            }
            if (i == MEMBER.length) {
                return at + MEMBER.length;
            }
        }
        throw new IllegalStateException("an entity of the index has no relations");
    }

    private static IndexedEntity without(
            IndexedEntity entity, List<Shown> relations, Set<EntityRef> visible) {
        List<Object> left = new ArrayList<>();
        for (Shown each : relations) {
            if (visible.contains(each.target())) {
                left.add(each.written());
            }
        }
        JsonObject whole = JsonObject.parse(entity.json());
        JsonObject plain = withEtag(whole, null);
        JsonObject stripped = plain.with("relations", left);
        if (!Digest.sha1(plain.toBytes()).equals(entity.etag())) {
            byte[] json = whole.with("relations", left).toBytes();
            return new IndexedEntity(entity.ref(), entity.uid(), entity.etag(), json);
        }
        String etag = Digest.sha1(stripped.toBytes());
        byte[] json = withEtag(stripped, etag).toBytes();
        return new IndexedEntity(entity.ref(), entity.uid(), etag, json);
    }

    private static JsonObject withEtag(JsonObject entity, @Nullable String etag) {
        JsonObject metadata = entity.object("metadata").without("etag");
        return entity.with("metadata", etag == null ? metadata : metadata.with("etag", etag));
    }

    /// A filter that finds nothing by a relation that can't be seen.
    EntityFilter over(EntityFilter filter) {
        return switch (filter) {
            case EntityFilter.And(var parts) ->
                    parts.isEmpty() ? filter : new EntityFilter.And(all(parts));
            case EntityFilter.Or(var parts) -> new EntityFilter.Or(all(parts));
            case EntityFilter.Not(var part) -> new EntityFilter.Not(over(part));
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
