package dev.portico.query;

import dev.portico.catalog.Change;
import dev.portico.catalog.Declaration;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.model.RelationPair;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A catalog of a few entities that are given and stay as they are, for what is run without a
/// server. Entities are found by ref, uid and filter; what ranks, counts or walks the graph is
/// UNAVAILABLE.
public final class GivenCatalog implements CatalogQuery {
    private final Map<EntityRef, Given> entities = new TreeMap<>();
    private final Map<EntityRef, Set<Relation>> relations = new TreeMap<>();

    private record Given(IndexedEntity answer, List<SearchRow> rows, List<Relation> relations) {}

    public GivenCatalog(List<Declaration> declarations) {
        for (Declaration declaration : declarations) {
            for (RelationPair pair : declaration.relations()) {
                relations.computeIfAbsent(pair.source(), _ -> new TreeSet<>()).add(pair.forward());
                relations.computeIfAbsent(pair.target(), _ -> new TreeSet<>()).add(pair.backward());
            }
        }
        for (Declaration declaration : declarations) {
            entities.put(declaration.ref(), given(declaration));
        }
    }

    private Given given(Declaration declaration) {
        EntityRef ref = declaration.ref();
        UUID uid = UUID.nameUUIDFromBytes(ref.toString().getBytes(StandardCharsets.UTF_8));
        Entity entity = declaration.document().entity();
        List<Relation> own = relations(ref);
        Composed composed =
                Composed.of(
                        ref.toString(),
                        uid,
                        entity.json()
                                .with("metadata", entity.metadata().with("uid", uid.toString())),
                        own.stream()
                                .map(it -> new ShownRelation(it.type(), it.target().toString()))
                                .toList());
        return new Given(
                new IndexedEntity(ref, uid.toString(), composed.etag(), composed.json()),
                composed.rows(),
                own);
    }

    @Override
    public Optional<IndexedEntity> find(EntityRef ref) {
        return Optional.ofNullable(entities.get(ref)).map(Given::answer);
    }

    @Override
    public Optional<IndexedEntity> findByUid(String uid) {
        return entities.values().stream()
                .map(Given::answer)
                .filter(it -> it.uid().equals(uid))
                .findFirst();
    }

    @Override
    public List<@Nullable IndexedEntity> findAll(List<EntityRef> refs, EntityFilter filter) {
        List<@Nullable IndexedEntity> found = new ArrayList<>();
        for (EntityRef ref : refs) {
            @Nullable Given given = entities.get(ref);
            found.add(given != null && holds(filter, given) ? given.answer() : null);
        }
        return found;
    }

    /// By ref, whatever the order asked for.
    @Override
    public Page query(PageRequest request) {
        List<Page.Row> rows =
                entities.values().stream()
                        .filter(it -> holds(request.filter(), it))
                        .map(
                                it ->
                                        new Page.Row(
                                                new PageKey(List.of(), it.answer().uid()),
                                                it.answer()))
                        .toList();
        List<Page.Row> page = rows.stream().skip(request.offset()).limit(request.limit()).toList();
        return new Page(page, page.size() + request.offset() < rows.size(), rows.size(), 0);
    }

    @Override
    public long count(EntityFilter filter) {
        return entities.values().stream().filter(it -> holds(filter, it)).count();
    }

    @Override
    public List<Relation> relations(EntityRef ref) {
        return List.copyOf(relations.getOrDefault(ref, Set.of()));
    }

    private static boolean holds(EntityFilter filter, Given given) {
        return switch (filter) {
            case EntityFilter.And(var parts) -> parts.stream().allMatch(it -> holds(it, given));
            case EntityFilter.Or(var parts) -> parts.stream().anyMatch(it -> holds(it, given));
            case EntityFilter.Not(var part) -> !holds(part, given);
            case EntityFilter.Kept kept -> holds(kept.part(), given);
            case EntityFilter.Exists(var key) ->
                    given.rows().stream().anyMatch(row -> row.key().equals(SearchRows.lower(key)));
            case EntityFilter.In(var key, var values) ->
                    values(given, key).stream()
                            .anyMatch(
                                    value ->
                                            values.stream()
                                                    .map(SearchRows::lower)
                                                    .anyMatch(value::equals));
            case EntityFilter.Prefix(var key, var prefix) ->
                    values(given, key).stream()
                            .anyMatch(value -> value.startsWith(SearchRows.lower(prefix)));
            case EntityFilter.Related(var type, var targets) ->
                    given.relations().stream().anyMatch(it -> isMeant(it, type, targets));
            case EntityFilter.Refs(var refs) -> refs.contains(given.answer().ref());
        };
    }

    private static List<String> values(Given given, String key) {
        List<String> values = new ArrayList<>();
        for (SearchRow row : given.rows()) {
            if (row.value() != null && row.key().equals(SearchRows.lower(key))) {
                values.add(row.value());
            }
        }
        return values;
    }

    private static boolean isMeant(
            Relation relation, @Nullable String type, @Nullable List<String> targets) {
        return (type == null || type.equalsIgnoreCase(relation.type()))
                && (targets == null
                        || targets.stream()
                                .map(SearchRows::lower)
                                .anyMatch(relation.target().toString()::equals));
    }

    @Override
    public Map<String, List<FacetCount>> facets(List<String> keys, EntityFilter filter) {
        throw needsServer();
    }

    @Override
    public SearchPage search(SearchRequest request) {
        throw needsServer();
    }

    @Override
    public Walk walk(WalkRequest request) {
        throw needsServer();
    }

    @Override
    public Impact impact(ImpactRequest request) {
        throw needsServer();
    }

    @Override
    public Optional<List<Relation>> path(
            EntityRef from, EntityRef to, Set<String> types, EntityFilter within) {
        throw needsServer();
    }

    private static PorticoException needsServer() {
        return new PorticoException(
                ErrorCode.UNAVAILABLE, "Only the catalog of a running portal answers this.");
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    public void awaitPosition(long position, Duration timeout) {
        // nothing changes
    }

    @Override
    public AutoCloseable onAdvance(BiConsumer<Long, List<Change>> listener) {
        return () -> {};
    }

    @Override
    public AutoCloseable addLive(String name, LiveKey key) {
        return () -> {};
    }
}
