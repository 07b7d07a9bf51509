package dev.portico.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portico.access.Directory;
import dev.portico.catalog.SourceLedger;
import dev.portico.catalog.Statement;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import io.quarkus.logging.Log;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What the catalog knows of people.
///
/// Membership counts only when the documents that make it come from sources of the platform:
/// registered locations can be let to declare users and groups, but nobody gets a right that way.
@Singleton
final class CatalogDirectory implements Directory {
    private static final String USER = "user";
    private static final String GROUP = "group";
    private static final int MOST_GROUPS = 10_000;
    private static final int KEPT = 50_000;

    private final CatalogQuery catalog;
    private final Predicate<EntityRef> declaredElsewhere;
    private final Cache<Stated, Boolean> known = Caffeine.newBuilder().maximumSize(KEPT).build();

    @Inject
    CatalogDirectory(CatalogQuery catalog, SourceLedger ledger) {
        this(catalog, ref -> isRegistered(ref, ledger));
    }

    /// @param declaredElsewhere whether an entity comes from a registered location; asked once for
    ///     each state of it
    CatalogDirectory(CatalogQuery catalog, Predicate<EntityRef> declaredElsewhere) {
        this.catalog = catalog;
        this.declaredElsewhere = declaredElsewhere;
    }

    private record Stated(EntityRef ref, String etag) {}

    private static boolean isRegistered(EntityRef ref, SourceLedger ledger) {
        return ledger.statements(ref).stream()
                .filter(Statement::primary)
                .anyMatch(statement -> statement.source().startsWith("location:"));
    }

    /// While that can't be told it is not.
    private boolean isOfThePlatform(EntityRef ref) {
        Optional<IndexedEntity> entity = catalog.find(ref);
        if (entity.isEmpty()) {
            return true; // there is no document that could say anything
        }
        try {
            return known.get(
                    new Stated(ref, entity.get().etag()), it -> !declaredElsewhere.test(it.ref()));
        } catch (PorticoException e) {
            Log.debugf("Not known who declares ref=%s reason=%s", ref, e.text());
            return false;
        }
    }

    @Override
    public Set<String> groups(EntityRef user) {
        Set<String> groups = new TreeSet<>();
        if (!exists(user)) {
            return groups;
        }
        Deque<EntityRef> todo = new ArrayDeque<>(above(user, "memberOf"));
        while (!todo.isEmpty() && groups.size() < MOST_GROUPS) {
            EntityRef group = todo.poll();
            if (groups.add(group.toString())) {
                todo.addAll(above(group, "childOf"));
            }
        }
        return groups;
    }

    private List<EntityRef> above(EntityRef ref, String type) {
        return catalog.relations(ref).stream()
                .filter(relation -> relation.type().equals(type))
                .map(Relation::target)
                .filter(target -> target.kind().equals(GROUP))
                .filter(this::isOfThePlatform)
                .toList();
    }

    @Override
    public boolean exists(EntityRef user) {
        return user.kind().equals(USER) && catalog.find(user).isPresent() && isOfThePlatform(user);
    }

    @Override
    public Optional<EntityRef> find(String key, String value) {
        EntityFilter filter =
                EntityFilter.and(EntityFilter.equal("kind", USER), EntityFilter.equal(key, value));
        List<IndexedEntity> found = catalog.query(PageRequest.of(filter, 2)).entities();
        return found.size() == 1
                ? Optional.of(found.getFirst().ref()).filter(this::isOfThePlatform)
                : Optional.empty();
    }

    @Override
    public JsonObject profile(EntityRef user) {
        return catalog.find(user)
                .map(IndexedEntity::entity)
                .map(Entity::spec)
                .map(spec -> spec.object("profile"))
                .orElse(JsonObject.EMPTY);
    }

    /// The position of the change log: of another one everything may be other.
    @Override
    public long version() {
        return catalog.position();
    }
}
