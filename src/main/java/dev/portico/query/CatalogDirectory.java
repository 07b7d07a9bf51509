package dev.portico.query;

import dev.portico.access.Directory;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the catalog knows of people.
///
/// Documents of users and groups are taken from platform sources alone, and only they make
/// relations of these types between users and groups; so what stands here is what the platform
/// says.
@Singleton
final class CatalogDirectory implements Directory {
    private static final String USER = "user";
    private static final String GROUP = "group";
    private static final int MOST_GROUPS = 10_000;

    private final CatalogQuery catalog;

    CatalogDirectory(CatalogQuery catalog) {
        this.catalog = catalog;
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
                .toList();
    }

    @Override
    public boolean exists(EntityRef user) {
        return user.kind().equals(USER) && catalog.find(user).isPresent();
    }

    @Override
    public Optional<EntityRef> find(String key, String value) {
        EntityFilter filter =
                EntityFilter.and(
                        EntityFilter.equal("kind", USER), EntityFilter.equal(key, value));
        List<IndexedEntity> found = catalog.query(PageRequest.of(filter, 2)).entities();
        return found.size() == 1 ? Optional.of(found.getFirst().ref()) : Optional.empty();
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
