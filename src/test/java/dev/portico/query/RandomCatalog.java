package dev.portico.query;

import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Entities, transactions and questions by a seed, made so that names, values and cases collide
/// often.
final class RandomCatalog {
    static final List<String> KEYS =
            List.of(
                    "kind",
                    "metadata.name",
                    "metadata.namespace",
                    "metadata.tags",
                    "metadata.tags.java",
                    "metadata.annotations.a.b/C",
                    "metadata.uid",
                    "spec.type",
                    "spec.list.x",
                    "spec.nil",
                    "spec.count",
                    "SPEC.long",
                    "relations.ownedBy",
                    "relations.ownerOf",
                    "ref",
                    "no.such.key");
    private static final List<String> KINDS = List.of("Component", "API", "Group");
    private static final List<String> WORDS =
            List.of(
                    "java",
                    "Java",
                    "JAVA",
                    "go",
                    "",
                    "50%",
                    "a_b",
                    "aXb",
                    "zürich",
                    "ZÜRICH",
                    "\uD83D\uDE00",
                    "\uFF5E",
                    "java-script");
    private static final List<String[]> TYPES =
            List.of(
                    new String[] {"ownedBy", "ownerOf"},
                    new String[] {"dependsOn", "dependencyOf"},
                    new String[] {"parentOf", "childOf"},
                    new String[] {"childOf", "parentOf"});

    private final RandomGenerator random;
    private final int names;

    RandomCatalog(RandomGenerator random, int names) {
        this.random = random;
        this.names = names;
    }

    /// Commits one transaction of a few changes.
    long change(FakeFeed feed) {
        Map<Entity, List<RelationPair>> put = new LinkedHashMap<>();
        List<EntityRef> remove = new ArrayList<>();
        Map<EntityRef, Boolean> taken = new LinkedHashMap<>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            EntityRef ref = ref();
            if (taken.put(ref, true) != null) {
                continue;
            }
            if (random.nextInt(4) == 0) {
                remove.add(ref);
            } else {
                put.put(entity(ref), pairs(ref));
            }
        }
        return feed.commit(put, remove);
    }

    EntityRef ref() {
        return new EntityRef(
                pick(KINDS),
                random.nextInt(5) == 0 ? "other" : "default",
                "n" + random.nextInt(names));
    }

    private List<RelationPair> pairs(EntityRef source) {
        List<RelationPair> pairs = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String[] type = pick(TYPES);
            pairs.add(new RelationPair(source, type[0], ref(), type[1]));
        }
        return pairs;
    }

    private Entity entity(EntityRef ref) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put(
                "name", random.nextBoolean() ? ref.name() : ref.name().toUpperCase(Locale.ROOT));
        metadata.put("namespace", ref.namespace());
        metadata.put(
                "uid",
                UUID.nameUUIDFromBytes(
                                (ref + "/" + random.nextInt(2)).getBytes(StandardCharsets.UTF_8))
                        .toString());
        if (random.nextInt(10) == 0) {
            metadata.put("etag", "own-" + random.nextInt(3));
        }
        metadata.put("tags", words());
        metadata.put("annotations", Map.of("a.b/C", word()));
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            spec.put("type", word());
        }
        spec.put(
                "list", List.of(Map.of("x", word()), Map.of("x", random.nextInt(3), "y", words())));
        if (random.nextBoolean()) {
            spec.put("nil", random.nextBoolean() ? null : word());
        }
        spec.put("count", random.nextInt(12) / 4.0);
        spec.put("long", "x".repeat(random.nextInt(195, 205)));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("apiVersion", "backstage.io/v1alpha1");
        json.put(
                "kind",
                KINDS.stream()
                        .filter(it -> it.equalsIgnoreCase(ref.kind()))
                        .findFirst()
                        .orElseThrow());
        json.put("metadata", metadata);
        json.put("spec", spec);
        return new Entity(JsonObject.of(json));
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            words.add(word());
        }
        return words;
    }

    String word() {
        return pick(WORDS);
    }

    String key() {
        return pick(KEYS);
    }

    EntityFilter filter(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 7)) {
            case 0 -> EntityFilter.ALL;
            case 1 -> new EntityFilter.Exists(key());
            case 2 -> EntityFilter.equal("kind", pick(KINDS));
            case 3 -> new EntityFilter.In(key(), words());
            case 4 ->
                    new EntityFilter.Prefix(
                            key(), pick(List.of("", "J", "ja", "n1", "zü", "group:")));
            case 5 ->
                    new EntityFilter.Related(
                            pick(List.of("ownedby", "ownerOf", "childOf", "none", ""))
                                    .transform(it -> it.isEmpty() ? null : it),
                            random.nextBoolean()
                                    ? null
                                    : List.of(
                                            ref().toString(),
                                            ref().toString().toUpperCase(Locale.ROOT)));
            case 6 -> new EntityFilter.Refs(List.of(ref(), ref(), ref()));
            case 7 -> new EntityFilter.And(List.of(filter(depth - 1), filter(depth - 1)));
            case 8 -> new EntityFilter.Or(List.of(filter(depth - 1), filter(depth - 1)));
            default -> new EntityFilter.Not(filter(depth - 1));
        };
    }

    /// A request for the first page of a list.
    PageRequest request() {
        boolean perValue = random.nextBoolean();
        List<OrderBy> orders = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            orders.add(new OrderBy(key(), random.nextBoolean()));
        }
        TextFilter text =
                random.nextInt(3) > 0
                        ? null
                        : new TextFilter(
                                pick(List.of("", "A", "va", "%", "_", "ü", "n1", "-")),
                                List.of(key(), key()));
        return new PageRequest(
                filter(2),
                text,
                orders,
                perValue ? PageRequest.Rows.PER_VALUE : PageRequest.Rows.PER_ENTITY,
                null,
                random.nextInt(4) == 0,
                random.nextInt(3) == 0 ? random.nextInt(20) : 0,
                random.nextInt(6) == 0 ? 0 : random.nextInt(1, 30),
                random.nextBoolean());
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
