package dev.portico.api.rest;

import dev.portico.catalog.Location;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.query.PageRequest;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the Location entities that led to an entity, up to the registered one, by the annotations
/// that say where each was read.
final class Ancestry {
    private static final int MAX_LOCATIONS = 10_000;
    private static final int MAX_ITEMS = 100;

    private final CatalogQuery query;

    Ancestry(CatalogQuery query) {
        this.query = query;
    }

    /// An entity and the refs of its parents.
    record Item(IndexedEntity entity, List<EntityRef> parents) {}

    /// The entity first, then its ancestors, nearest first.
    List<Item> of(IndexedEntity start) {
        List<Item> items = new ArrayList<>();
        Set<EntityRef> seen = new HashSet<>(Set.of(start.ref()));
        Deque<IndexedEntity> todo = new ArrayDeque<>(List.of(start));
        while (!todo.isEmpty() && items.size() < MAX_ITEMS) {
            IndexedEntity current = todo.poll();
            List<IndexedEntity> parents = parents(current);
            items.add(new Item(current, parents.stream().map(IndexedEntity::ref).toList()));
            for (IndexedEntity parent : parents) {
                if (seen.add(parent.ref())) {
                    todo.add(parent);
                }
            }
        }
        return items;
    }

    private List<IndexedEntity> parents(IndexedEntity child) {
        Entity entity = child.entity();
        String origin = entity.annotation(LocationAnnotations.MANAGED_BY_ORIGIN).orElse("");
        String file = entity.annotation(LocationAnnotations.MANAGED_BY).orElse(origin);
        Optional<IndexedEntity> registered = registered(origin);
        if (origin.isEmpty()
                || registered.map(IndexedEntity::ref).equals(Optional.of(child.ref()))) {
            return List.of();
        }
        if (file.equals(origin) && registered.isPresent()) {
            return List.of(registered.get());
        }
        List<IndexedEntity> parents = new ArrayList<>();
        for (IndexedEntity location : locationsOf(origin)) {
            if (!location.ref().equals(child.ref()) && leadsTo(location.entity(), file)) {
                parents.add(location);
            }
        }
        if (parents.isEmpty()) {
            registered.ifPresent(parents::add);
        }
        return parents;
    }

    /// The Location entity that stands for a registered location.
    private Optional<IndexedEntity> registered(String origin) {
        int colon = origin.indexOf(':');
        return colon <= 0
                ? Optional.empty()
                : query.find(
                        new Location("", origin.substring(0, colon), origin.substring(colon + 1))
                                .entityRef());
    }

    private List<IndexedEntity> locationsOf(String origin) {
        EntityFilter filter =
                EntityFilter.and(
                        EntityFilter.equal("kind", "location"),
                        EntityFilter.equal(
                                "metadata.annotations." + LocationAnnotations.MANAGED_BY_ORIGIN,
                                origin));
        return EntityPages.read(query, PageRequest.of(filter, MAX_LOCATIONS)).entities();
    }

    private static boolean leadsTo(Entity location, String file) {
        JsonObject spec = location.spec();
        List<String> targets = new ArrayList<>(spec.texts("targets"));
        spec.text("target").ifPresent(targets::add);
        String base = target(location.annotation(LocationAnnotations.MANAGED_BY).orElse(""));
        return targets.stream().anyMatch(written -> matches(resolve(base, written), target(file)));
    }

    /// What stands behind the type of a location ref.
    private static String target(String locationRef) {
        return locationRef.substring(locationRef.indexOf(':') + 1);
    }

    private static String resolve(String base, String written) {
        try {
            // a star is no legal character of a URI's path for every parser; keep it through
            return URI.create(base)
                    .resolve(written.replace("*", "%2A"))
                    .toString()
                    .replace("%2A", "*");
        } catch (IllegalArgumentException e) {
            return written;
        }
    }

    private static boolean matches(String pattern, String file) {
        if (!pattern.contains("*")) {
            return pattern.equals(file);
        }
        StringBuilder regex = new StringBuilder();
        for (String literal : pattern.split("(?<=\\*)|(?=\\*)")) {
            regex.append(literal.equals("*") ? ".*" : Pattern.quote(literal));
        }
        return file.matches(regex.toString());
    }
}
