package dev.portico.query;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.Cause;
import dev.portico.catalog.Change;
import dev.portico.catalog.FeedBatch;
import dev.portico.catalog.FeedSlice;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A change log in memory that keeps the promises of [CatalogFeed], and can be away.
final class FakeFeed implements CatalogFeed {
    private static final Cause CAUSE = new Cause("test", null, "test");

    private final Map<EntityRef, FeedBatch.State> entities = new TreeMap<>();
    private final Map<EntityRef, Set<RelationPair>> pairs = new TreeMap<>();
    private final List<FeedBatch> log = new ArrayList<>();
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
    private UUID database = UUID.randomUUID();
    private int snapshots;
    private boolean away;

    /// One transaction: sets entities with the relations their documents make, and removes refs.
    synchronized long commit(Map<Entity, List<RelationPair>> put, List<EntityRef> remove) {
        long position = log.size() + 1;
        List<Change> changes = new ArrayList<>();
        List<FeedBatch.State> states = new ArrayList<>();
        Set<RelationPair> added = new TreeSet<>();
        Set<RelationPair> removed = new TreeSet<>();
        put.forEach(
                (entity, made) -> {
                    EntityRef ref = entity.ref();
                    FeedBatch.State state = state(entity);
                    boolean created = entities.put(ref, state) == null;
                    states.add(state);
                    changes.add(
                            change(
                                    position,
                                    state,
                                    created ? Change.Type.CREATED : Change.Type.UPDATED));
                    Set<RelationPair> before = pairs.getOrDefault(ref, Set.of());
                    Set<RelationPair> after = new TreeSet<>(made);
                    after.stream().filter(it -> !before.contains(it)).forEach(added::add);
                    before.stream().filter(it -> !after.contains(it)).forEach(removed::add);
                    pairs.put(ref, after);
                });
        List<EntityRef> gone = new ArrayList<>();
        for (EntityRef ref : remove) {
            FeedBatch.State state = entities.remove(ref);
            if (state != null) {
                gone.add(ref);
                removed.addAll(Objects.requireNonNullElse(pairs.remove(ref), Set.of()));
                changes.add(change(position, state, Change.Type.REMOVED));
            }
        }
        log.add(
                new FeedBatch(
                        idAt(position - 1),
                        position,
                        UUID.randomUUID(),
                        states,
                        gone,
                        List.copyOf(added),
                        List.copyOf(removed),
                        changes));
        wakes.forEach(Runnable::run);
        return position;
    }

    private UUID idAt(long position) {
        return position == 0 ? new UUID(0, 0) : log.get((int) position - 1).positionId();
    }

    long put(Entity entity, RelationPair... made) {
        return commit(Map.of(entity, List.of(made)), List.of());
    }

    long remove(EntityRef ref) {
        return commit(Map.of(), List.of(ref));
    }

    private static Change change(long position, FeedBatch.State state, Change.Type type) {
        String uid = state.uid().toString();
        return new Change(position, state.ref(), type, uid, Instant.EPOCH, CAUSE);
    }

    private static FeedBatch.State state(Entity entity) {
        UUID uid = UUID.fromString(entity.uid().orElseThrow());
        return new FeedBatch.State(entity.ref(), uid, entity.json().toBytes());
    }

    /// What the catalog is now, by the rules.
    synchronized NaiveCatalog oracle() {
        NaiveCatalog catalog = new NaiveCatalog();
        entities.values().forEach(it -> catalog.put(parse(it)));
        pairs.values().forEach(it -> it.forEach(catalog::relate));
        return catalog;
    }

    private static Entity parse(FeedBatch.State state) {
        return new Entity(JsonObject.parse(state.document()));
    }

    synchronized List<EntityRef> refs() {
        return List.copyOf(entities.keySet());
    }

    /// From now on the database does not answer, or does again.
    synchronized void away(boolean newAway) {
        away = newAway;
    }

    /// Another database with the same content.
    synchronized void becomeForeign() {
        database = UUID.randomUUID();
    }

    /// The database as it was at a position, from a backup; what came later is lost.
    synchronized void restore(long position) {
        List<FeedBatch> kept = new ArrayList<>(log.subList(0, (int) position));
        log.clear();
        entities.clear();
        pairs.clear();
        for (FeedBatch batch : kept) {
            log.add(batch);
            batch.entities().forEach(it -> entities.put(it.ref(), it));
            batch.removed().forEach(entities::remove);
            batch.relationsRemoved().forEach(it -> made(it).remove(it));
            batch.relationsAdded().forEach(it -> made(it).add(it));
        }
    }

    private Set<RelationPair> made(RelationPair pair) {
        return pairs.computeIfAbsent(pair.source(), _ -> new TreeSet<>());
    }

    synchronized int snapshots() {
        return snapshots;
    }

    @Override
    public synchronized UUID databaseId() {
        check();
        return database;
    }

    @Override
    public synchronized long latest() {
        check();
        return log.size();
    }

    @Override
    public synchronized Optional<UUID> positionId(long position) {
        check();
        return position < 1 || position > log.size()
                ? Optional.empty()
                : Optional.of(log.get((int) position - 1).positionId());
    }

    @Override
    public synchronized Optional<FeedBatch> read(long after, int maxChanges) {
        check();
        Map<EntityRef, FeedBatch.State> put = new LinkedHashMap<>();
        Set<EntityRef> removed = new LinkedHashSet<>();
        Map<RelationPair, Boolean> relations = new LinkedHashMap<>();
        List<Change> changes = new ArrayList<>();
        int at = (int) after;
        while (at < log.size()
                && (changes.isEmpty()
                        || changes.size() + log.get(at).changes().size() <= maxChanges)) {
            FeedBatch one = log.get(at++);
            one.removed().forEach(put::remove);
            removed.addAll(one.removed());
            one.entities().forEach(it -> put.put(it.ref(), it));
            one.entities().forEach(it -> removed.remove(it.ref()));
            one.relationsRemoved().forEach(it -> relations.put(it, false));
            one.relationsAdded().forEach(it -> relations.put(it, true));
            changes.addAll(one.changes());
        }
        if (at == after) {
            return Optional.empty();
        }
        FeedBatch last = log.get(at - 1);
        return Optional.of(
                new FeedBatch(
                        idAt(after),
                        last.position(),
                        last.positionId(),
                        List.copyOf(put.values()),
                        List.copyOf(removed),
                        having(relations, true),
                        having(relations, false),
                        changes));
    }

    private static List<RelationPair> having(Map<RelationPair, Boolean> relations, boolean word) {
        return relations.entrySet().stream()
                .filter(it -> it.getValue() == word)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized int waiting(long after, int atMost) {
        check();
        int changes = log.stream().skip(after).mapToInt(batch -> batch.changes().size()).sum();
        return Math.min(changes, atMost);
    }

    @Override
    public synchronized long entities() {
        check();
        return entities.size();
    }

    @Override
    public synchronized Snapshot snapshot(
            Consumer<FeedBatch.State> toEntities, Consumer<RelationPair> toRelations) {
        check();
        snapshots++;
        pairs.values().forEach(it -> it.forEach(toRelations));
        entities.values().forEach(toEntities);
        UUID id = idAt(log.size());
        return new Snapshot(log.size(), id);
    }

    @Override
    public synchronized FeedSlice slice(String after, int limit) {
        check();
        Comparator<String> byBytes = NaivePages.BY_BYTES;
        List<FeedSlice.Entry> entries =
                entities.values().stream()
                        .sorted(Comparator.comparing(it -> it.ref().toString(), byBytes))
                        .dropWhile(it -> byBytes.compare(it.ref().toString(), after) <= 0)
                        .limit(limit)
                        .map(FakeFeed::entry)
                        .toList();
        List<RelationPair> made =
                entries.stream()
                        .flatMap(it -> pairs.getOrDefault(it.ref(), Set.of()).stream())
                        .toList();
        UUID id = idAt(log.size());
        return new FeedSlice(after, log.size(), id, entries, made, entries.size() < limit);
    }

    private static FeedSlice.Entry entry(FeedBatch.State state) {
        JsonObject document = JsonObject.parse(state.document());
        JsonObject metadata = document.object("metadata").without("uid");
        String hash = document.with("metadata", metadata).hash();
        return new FeedSlice.Entry(state.ref(), state.uid(), hash);
    }

    @Override
    public synchronized List<FeedBatch.State> states(Collection<EntityRef> refs) {
        check();
        return entities.values().stream().filter(it -> refs.contains(it.ref())).toList();
    }

    @Override
    public AutoCloseable onWake(Runnable listener) {
        wakes.add(listener);
        return () -> wakes.remove(listener);
    }

    private void check() {
        if (away) {
            throw new PorticoException(ErrorCode.UNAVAILABLE, "The database is away.");
        }
    }
}
