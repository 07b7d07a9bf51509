package dev.portico.ownership;

import dev.portico.access.Viewer;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.ownership.store.AliasTable;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Old refs of what was renamed or handed over, and what answers for them. Reads answer from
/// memory; [OwnershipFollower] has them read anew.
///
/// An entity that has the ref always wins, also one that who asks may not see. What an alias leads
/// to is looked for among what they may see.
@Singleton
public final class Aliases {
    /// Names of one thing, one after the other, that are followed.
    private static final int MAX_STEPS = 10;

    private static final String RENAME = "rename";

    private final AliasTable table;
    private final CatalogQuery catalog;
    private final Clock clock;
    private volatile NavigableMap<EntityRef, Alias> known = new TreeMap<>();

    /// @param catalog all of it, not what one viewer sees
    Aliases(AliasTable table, CatalogQuery catalog, Clock clock) {
        this.table = table;
        this.catalog = catalog;
        this.clock = clock;
    }

    /// Reads what there is. UNAVAILABLE while the database is away.
    void refresh() {
        know(table.read());
    }

    void know(List<Alias> aliases) {
        NavigableMap<EntityRef, Alias> now = new TreeMap<>();
        aliases.forEach(alias -> now.put(alias.from(), alias));
        known = now;
    }

    /// The ref that an old one stands for, of an entity that there is; empty when the ref is no old
    /// one, and when an entity has it.
    Optional<EntityRef> resolve(EntityRef old) {
        EntityRef at = old;
        for (int step = 0; step <= MAX_STEPS; step++) {
            Alias alias = known.get(at);
            if (step == 0 && alias == null) {
                return Optional.empty();
            }
            if (exists(at)) {
                return step == 0 ? Optional.empty() : Optional.of(at);
            }
            if (alias == null || !alias.expiresAt().isAfter(clock.instant())) {
                return Optional.empty();
            }
            at = alias.to();
        }
        return Optional.empty();
    }

    private boolean exists(EntityRef ref) {
        return !catalog.matching(List.of(ref), EntityFilter.ALL).isEmpty();
    }

    /// The entity of a ref, or the one that an old ref stands for; its own ref tells which.
    ///
    /// @param seen what who asks may see
    public Optional<IndexedEntity> find(CatalogQuery seen, EntityRef ref) {
        return seen.find(ref).or(() -> resolve(ref).flatMap(seen::find));
    }

    /// As [CatalogQuery#findAll], with entities that old refs stand for where the filter holds for
    /// them.
    ///
    /// @param seen what who asks may see
    public List<@Nullable IndexedEntity> findAll(
            CatalogQuery seen, List<EntityRef> refs, EntityFilter filter) {
        List<@Nullable IndexedEntity> found = seen.findAll(refs, filter);
        if (known.isEmpty()) {
            return found;
        }
        List<@Nullable IndexedEntity> all = new ArrayList<>(found);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) == null) {
                Optional<EntityRef> now = resolve(refs.get(i));
                if (now.isPresent()) {
                    all.set(i, seen.findAll(List.of(now.get()), filter).getFirst());
                }
            }
        }
        return all;
    }

    /// Aliases by old ref.
    ///
    /// @param after only those behind this ref; null for the first
    public List<Alias> list(@Nullable EntityRef after, int limit) {
        NavigableMap<EntityRef, Alias> some = after == null ? known : known.tailMap(after, false);
        return some.values().stream().limit(limit).toList();
    }

    /// Has an old ref answer with the entity of a new one, from when no entity has the old one.
    /// INVALID_INPUT when both are the same or of different kinds; UNPROCESSABLE when there is no
    /// entity of the new one.
    public Alias rename(Viewer viewer, EntityRef from, EntityRef to) {
        requireRename(from, to);
        Alias alias = table.put(from, to, RENAME, viewer.name());
        refresh();
        return alias;
    }

    /// What [#rename] would do now; writes nothing, and fails as it does.
    public Alias preview(Viewer viewer, EntityRef from, EntityRef to) {
        requireRename(from, to);
        Instant now = clock.instant();
        return new Alias(from, to, RENAME, viewer.name(), now, now.plus(table.ttl()));
    }

    private void requireRename(EntityRef from, EntityRef to) {
        if (from.equals(to) || !from.kind().equals(to.kind())) {
            throw PorticoException.invalid(
                    from
                            + " can't be renamed to "
                            + to
                            + "; a new name is another one of the same kind.");
        }
        if (!exists(to)) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    "The catalog has no "
                            + to
                            + "; rename the entity where it is declared first, then here.");
        }
    }

    /// Ends an alias at once; answers what it was. NOT_FOUND for none.
    public Alias remove(EntityRef from) {
        Alias removed =
                table.remove(from)
                        .orElseThrow(
                                () ->
                                        PorticoException.notFound(
                                                from + " stands for no other ref."));
        refresh();
        return removed;
    }
}
