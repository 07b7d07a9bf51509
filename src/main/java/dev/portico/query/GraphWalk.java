package dev.portico.query;

import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Walks over the relations in memory, breadth first; each entity once, so that cycles end.
final class GraphWalk {
    private final Adjacency adjacency;
    private final Set<String> types;
    private final Predicate<EntityRef> within;
    private final Map<EntityRef, Visit> visits = new HashMap<>();
    private final List<Visit> found = new ArrayList<>();

    /// @param within what may be walked over
    private GraphWalk(Adjacency adjacency, Set<String> types, Predicate<EntityRef> within) {
        this.adjacency = adjacency;
        this.types = types;
        this.within = within;
    }

    static Walk walk(Adjacency adjacency, WalkRequest request, Predicate<EntityRef> within) {
        GraphWalk walk = new GraphWalk(adjacency, request.types(), within);
        boolean truncated = !walk.run(request.start(), request.depth(), request.limit(), null);
        return new Walk(walk.found.stream().map(Visit::step).toList(), truncated);
    }

    static Impact impact(Adjacency adjacency, ImpactRequest request, Predicate<EntityRef> within) {
        GraphWalk walk = new GraphWalk(adjacency, request.types(), within);
        boolean truncated =
                !walk.run(request.start(), request.depth(), IndexLimits.IMPACT_ENTITIES, null);
        Map<String, Long> byKind = new HashMap<>();
        Map<EntityRef, Long> byOwner = new HashMap<>();
        long unowned = 0;
        for (Visit visit : walk.found) {
            byKind.merge(visit.ref.kind(), 1L, Long::sum);
            List<EntityRef> owners =
                    adjacency.targets(visit.ref, "ownedBy").stream().filter(within).toList();
            owners.forEach(owner -> byOwner.merge(owner, 1L, Long::sum));
            unowned += owners.isEmpty() ? 1 : 0;
        }
        return new Impact(
                walk.found.stream().limit(request.limit()).map(Visit::step).toList(),
                walk.found.size(),
                truncated,
                Impact.mostFirst(byOwner, Impact.OwnerCount::new),
                unowned,
                Impact.mostFirst(byKind, FacetCount::new));
    }

    /// A shortest path.
    static Optional<List<Relation>> path(
            Adjacency adjacency,
            EntityRef from,
            EntityRef to,
            Set<String> types,
            Predicate<EntityRef> within) {
        if (from.equals(to)) {
            return Optional.of(List.of());
        }
        GraphWalk walk = new GraphWalk(adjacency, types, within);
        walk.run(from, IndexLimits.WALK_DEPTH, Integer.MAX_VALUE, to);
        return Optional.ofNullable(walk.visits.get(to)).map(Visit::path);
    }

    /// Answers whether everything within the depth was found, which is false when the limit came
    /// first.
    private boolean run(EntityRef start, int depth, int limit, @Nullable EntityRef goal) {
        Queue<Visit> queue = new ArrayDeque<>();
        if (!within.test(start)) {
            return true;
        }
        Visit first = new Visit(start, 0, null, "");
        visits.put(start, first);
        queue.add(first);
        for (Visit here = queue.poll(); here != null && here.depth < depth; here = queue.poll()) {
            Adjacency.Node node = adjacency.node(here.ref);
            for (long edge : node == null ? new long[0] : node.edges) {
                EntityRef next = adjacency.other(edge).ref;
                String type = adjacency.type(edge);
                if ((!types.isEmpty() && !types.contains(type))
                        || visits.containsKey(next)
                        || !within.test(next)) {
                    continue;
                }
                if (found.size() == limit) {
                    return false;
                }
                Visit visit = new Visit(next, here.depth + 1, here, type);
                visits.put(next, visit);
                found.add(visit);
                queue.add(visit);
                if (next.equals(goal)) {
                    return true;
                }
            }
        }
        return true;
    }

    /// Where the walk has been: an entity, and the step that led there.
    private record Visit(EntityRef ref, int depth, @Nullable Visit before, String type) {
        Walk.Step step() {
            return new Walk.Step(ref, depth, path());
        }

        List<Relation> path() {
            List<Relation> path = new ArrayList<>(depth);
            for (Visit at = this; at.before != null; at = at.before) {
                path.add(new Relation(at.before.ref, at.type, at.ref));
            }
            Collections.reverse(path);
            return path;
        }
    }
}
