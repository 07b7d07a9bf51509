package dev.portico.query;

import dev.portico.catalog.Cause;
import dev.portico.catalog.Change;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.model.RelationPair;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The rules of [CatalogQuery] over a plain map, slow and obvious: the oracle of the index's tests
/// and a fixture for the tests of those who ask. Safe for many threads.
public final class NaiveCatalog implements CatalogQuery {
    private static final Comparator<Relation> RELATION_ORDER =
            Comparator.comparing(Relation::type)
                    .thenComparing(relation -> relation.target().toString());

    private final Map<EntityRef, Entity> documents = new TreeMap<>();
    private final Map<EntityRef, Set<RelationPair>> pairs = new TreeMap<>();
    private final Map<EntityRef, Found> finished = new ConcurrentHashMap<>();
    private final Map<PageRequest, List<Page.Row>> sorted = new ConcurrentHashMap<>();
    private final List<BiConsumer<Long, List<Change>>> listeners = new CopyOnWriteArrayList<>();
    private long position;

    /// Adds or replaces an entity. Relations that stand in it are kept; a missing uid is made from
    /// the ref, a missing etag from the content.
    public synchronized NaiveCatalog put(Entity entity) {
        boolean created = documents.put(entity.ref(), withUid(entity)) == null;
        advance(entity.ref(), created ? Change.Type.CREATED : Change.Type.UPDATED);
        return this;
    }

    /// Removes an entity; relations made by [#relate] stay and dangle.
    public synchronized NaiveCatalog remove(EntityRef ref) {
        if (documents.containsKey(ref)) {
            Change.Type removed = Change.Type.REMOVED;
            advance(ref, removed);
            documents.remove(ref);
            forget();
        }
        return this;
    }

    /// Adds a relation that shows on both ends.
    public synchronized NaiveCatalog relate(RelationPair pair) {
        pairs.computeIfAbsent(pair.source(), _ -> new TreeSet<>()).add(pair);
        pairs.computeIfAbsent(pair.target(), _ -> new TreeSet<>()).add(pair);
        forget();
        return this;
    }

    /// Takes back a relation of [#relate].
    public synchronized NaiveCatalog unrelate(RelationPair pair) {
        pairs.getOrDefault(pair.source(), Set.of()).remove(pair);
        pairs.getOrDefault(pair.target(), Set.of()).remove(pair);
        forget();
        return this;
    }

    @Override
    public Optional<IndexedEntity> find(EntityRef ref) {
        return found(ref).map(Found::answer);
    }

    @Override
    public Optional<IndexedEntity> findByUid(String uid) {
        return all().stream().map(Found::answer).filter(it -> it.uid().equals(uid)).findFirst();
    }

    @Override
    public List<@Nullable IndexedEntity> findAll(List<EntityRef> refs, EntityFilter filter) {
        List<@Nullable IndexedEntity> answer = new ArrayList<>();
        for (EntityRef ref : refs) {
            answer.add(found(ref).filter(it -> it.matches(filter)).map(Found::answer).orElse(null));
        }
        return answer;
    }

    @Override
    public Page query(PageRequest request) {
        PageRequest first =
                new PageRequest(
                        request.filter(),
                        request.text(),
                        request.orders(),
                        request.rows(),
                        null,
                        false,
                        0,
                        0,
                        false);
        List<Page.Row> rows = sorted.computeIfAbsent(first, it -> NaivePages.rows(all(), it));
        return NaivePages.cut(rows, request, position());
    }

    @Override
    public Map<String, List<FacetCount>> facets(List<String> keys, EntityFilter filter) {
        Map<String, List<FacetCount>> facets = new LinkedHashMap<>();
        for (String key : keys) {
            Map<String, Long> counts = new TreeMap<>(NaivePages.BY_BYTES);
            all().stream()
                    .filter(it -> it.matches(filter))
                    .flatMap(it -> it.rows().stream())
                    .filter(row -> row.key().equals(NaiveRows.lower(key)))
                    .map(NaiveRows.Row::original)
                    .filter(original -> original != null)
                    .forEach(original -> counts.merge(original, 1L, Long::sum));
            List<FacetCount> list = new ArrayList<>();
            counts.forEach((value, count) -> list.add(new FacetCount(value, count)));
            facets.put(key, list);
        }
        return facets;
    }

    @Override
    public long count(EntityFilter filter) {
        return all().stream().filter(it -> it.matches(filter)).count();
    }

    @Override
    public SearchPage search(SearchRequest request) {
        return NaiveSearch.search(all(), request, position());
    }

    @Override
    public synchronized List<Relation> relations(EntityRef ref) {
        Set<Relation> relations = new TreeSet<>(RELATION_ORDER);
        Entity document = documents.get(ref);
        if (document != null) {
            relations.addAll(document.relations());
        }
        for (RelationPair pair : pairs.getOrDefault(ref, Set.of())) {
            if (pair.source().equals(ref)) {
                relations.add(pair.forward());
            }
            if (pair.target().equals(ref)) {
                relations.add(pair.backward());
            }
        }
        return new ArrayList<>(relations);
    }

    @Override
    public Walk walk(WalkRequest request) {
        List<Walk.Step> steps =
                breadthFirst(request.start(), request.types(), request.depth(), request.within());
        boolean truncated = steps.size() > request.limit();
        return new Walk(truncated ? steps.subList(0, request.limit()) : steps, truncated);
    }

    @Override
    public Impact impact(ImpactRequest request) {
        List<Walk.Step> steps =
                breadthFirst(request.start(), request.types(), request.depth(), request.within());
        Map<EntityRef, Long> byOwner = new TreeMap<>();
        Map<String, Long> byKind = new TreeMap<>();
        long unowned = 0;
        for (Walk.Step step : steps) {
            byKind.merge(step.ref().kind(), 1L, Long::sum);
            List<Relation> owners =
                    relations(step.ref()).stream()
                            .filter(it -> it.type().equals("ownedBy"))
                            .filter(it -> isWithin(it.target(), request.within()))
                            .toList();
            owners.forEach(owner -> byOwner.merge(owner.target(), 1L, Long::sum));
            unowned += owners.isEmpty() ? 1 : 0;
        }
        return new Impact(
                steps.stream().limit(request.limit()).toList(),
                steps.size(),
                false,
                Impact.mostFirst(byOwner, Impact.OwnerCount::new),
                unowned,
                Impact.mostFirst(byKind, FacetCount::new));
    }

    @Override
    public Optional<List<Relation>> path(
            EntityRef from, EntityRef to, Set<String> types, EntityFilter within) {
        if (from.equals(to)) {
            return Optional.of(List.of());
        }
        return breadthFirst(from, types, 20, within).stream()
                .filter(step -> step.ref().equals(to))
                .map(Walk.Step::path)
                .findFirst();
    }

    private boolean isWithin(EntityRef ref, EntityFilter within) {
        return within.equals(EntityFilter.ALL)
                || found(ref).filter(it -> it.matches(within)).isPresent();
    }

    private List<Walk.Step> breadthFirst(
            EntityRef start, Set<String> types, int depth, EntityFilter within) {
        if (!isWithin(start, within)) {
            return List.of();
        }
        Map<EntityRef, Walk.Step> seen = new LinkedHashMap<>();
        List<Walk.Step> queue = new ArrayList<>(List.of(new Walk.Step(start, 0, List.of())));
        seen.put(start, queue.getFirst());
        for (int i = 0; i < queue.size(); i++) {
            Walk.Step here = queue.get(i);
            for (Relation relation :
                    here.depth() < depth ? relations(here.ref()) : List.<Relation>of()) {
                if ((types.isEmpty() || types.contains(relation.type()))
                        && !seen.containsKey(relation.target())
                        && isWithin(relation.target(), within)) {
                    List<Relation> path = new ArrayList<>(here.path());
                    path.add(relation);
                    queue.add(new Walk.Step(relation.target(), here.depth() + 1, path));
                    seen.put(relation.target(), queue.getLast());
                }
            }
        }
        return queue.subList(1, queue.size());
    }

    @Override
    public synchronized long position() {
        return position;
    }

    @Override
    public void awaitPosition(long wanted, Duration timeout) {
        if (wanted > position()) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE, "The catalog has not reached position " + wanted + ".");
        }
    }

    @Override
    public AutoCloseable addLive(String name, LiveKey key) {
        throw new UnsupportedOperationException("live keys are not part of the comparison");
    }

    @Override
    public AutoCloseable onAdvance(BiConsumer<Long, List<Change>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void forget() {
        finished.clear();
        sorted.clear();
    }

    private void advance(EntityRef ref, Change.Type type) {
        forget();
        position++;
        String uid = Objects.requireNonNull(documents.get(ref)).uid().orElseThrow();
        Cause cause = new Cause("test", null, "test");
        List<Change> changes = List.of(new Change(position, ref, type, uid, Instant.EPOCH, cause));
        listeners.forEach(listener -> listener.accept(position, changes));
    }

    private synchronized List<Found> all() {
        return documents.keySet().stream().map(ref -> found(ref).orElseThrow()).toList();
    }

    private synchronized Optional<Found> found(EntityRef ref) {
        return documents.containsKey(ref)
                ? Optional.of(finished.computeIfAbsent(ref, this::finish))
                : Optional.empty();
    }

    private Found finish(EntityRef ref) {
        Entity document = Objects.requireNonNull(documents.get(ref));
        List<Map<String, String>> shown = new ArrayList<>();
        for (Relation relation : relations(ref)) {
            Map<String, String> one = new LinkedHashMap<>();
            one.put("type", relation.type());
            one.put("targetRef", relation.target().toString());
            shown.add(one);
        }
        var json = document.json().with("relations", shown);
        String etag = document.etag().orElse(sha1(json.toBytes()));
        json = json.with("metadata", json.object("metadata").with("etag", etag));
        Entity entity = new Entity(json);
        String uid = entity.uid().orElseThrow();
        return new Found(
                entity, new IndexedEntity(ref, uid, etag, json.toBytes()), NaiveRows.of(entity));
    }

    private static Entity withUid(Entity entity) {
        if (entity.uid().isPresent()) {
            return entity;
        }
        byte[] seed = entity.ref().toString().getBytes(StandardCharsets.UTF_8);
        String uid = UUID.nameUUIDFromBytes(seed).toString();
        return new Entity(entity.json().with("metadata", entity.metadata().with("uid", uid)));
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// An entity with its rows.
    record Found(Entity entity, IndexedEntity answer, List<NaiveRows.Row> rows) {
        boolean matches(EntityFilter filter) {
            return switch (filter) {
                case EntityFilter.And(var parts) -> parts.stream().allMatch(this::matches);
                case EntityFilter.Or(var parts) -> parts.stream().anyMatch(this::matches);
                case EntityFilter.Not(var part) -> !matches(part);
                case EntityFilter.Kept kept -> matches(kept.part());
                case EntityFilter.Exists(var key) ->
                        rows.stream().anyMatch(row -> row.key().equals(NaiveRows.lower(key)));
                case EntityFilter.In(var key, var values) ->
                        values(key).stream()
                                .anyMatch(
                                        value ->
                                                values.stream()
                                                        .map(NaiveRows::lower)
                                                        .anyMatch(value::equals));
                case EntityFilter.Prefix(var key, var prefix) ->
                        values(key).stream()
                                .anyMatch(value -> value.startsWith(NaiveRows.lower(prefix)));
                case EntityFilter.Related(var type, var targets) ->
                        entity.relations().stream().anyMatch(it -> isMeant(it, type, targets));
                case EntityFilter.Refs(var refs) -> refs.contains(answer.ref());
            };
        }

        private static boolean isMeant(
                Relation relation, @Nullable String type, @Nullable List<String> targets) {
            return (type == null || type.equalsIgnoreCase(relation.type()))
                    && (targets == null
                            || targets.stream()
                                    .map(NaiveRows::lower)
                                    .anyMatch(relation.target().toString()::equals));
        }

        List<String> values(String key) {
            List<String> values = new ArrayList<>();
            for (NaiveRows.Row row : rows) {
                if (row.value() != null && row.key().equals(NaiveRows.lower(key))) {
                    values.add(row.value());
                }
            }
            return values;
        }
    }
}
