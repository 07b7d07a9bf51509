package dev.portico.query;

import dev.portico.access.Gate;
import dev.portico.access.Viewer;
import dev.portico.catalog.OwnerHistory;
import dev.portico.model.EntityRef;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Owners of the past as whoever sent the request may see them: of entities they see, and those
/// owners that they see, now or as these were last.
@ForViewer
@Singleton
final class VisibleOwners implements OwnerHistory {
    /// Pages read for one answer at most, so that somebody who sees little ends in time.
    private static final int PAGES = 20;

    private static final int PAGE = 500;

    private final OwnerHistory history;
    private final VisibleChanges visible;
    private final Gate gate;

    VisibleOwners(OwnerHistory history, VisibleChanges visible, Gate gate) {
        this.history = history;
        this.visible = visible;
        this.gate = gate;
    }

    /// What one viewer sees, asked once for each ref of an answer.
    private final class Sight {
        private final Viewer viewer;
        private final Map<EntityRef, Boolean> known = new HashMap<>();

        Sight(Viewer viewer) {
            this.viewer = viewer;
        }

        boolean sees(EntityRef ref) {
            return known.computeIfAbsent(ref, it -> visible.sees(viewer, it));
        }

        List<Span> over(EntityRef entity, List<Span> spans) {
            return sees(entity)
                    ? spans.stream().filter(span -> sees(span.owner())).toList()
                    : List.of();
        }

        /// Empty when nothing of it can be seen. Why an entity got an owner who can't be seen is
        /// not told.
        Optional<Handover> over(Handover it) {
            @Nullable EntityRef from = it.from() != null && sees(it.from()) ? it.from() : null;
            @Nullable EntityRef to = it.to() != null && sees(it.to()) ? it.to() : null;
            return !sees(it.entity()) || from == null && to == null
                    ? Optional.empty()
                    : Optional.of(
                            new Handover(
                                    it.place(),
                                    it.entity(),
                                    from,
                                    to,
                                    it.at(),
                                    to == null
                                            ? new Reason(it.reason().change(), null)
                                            : it.reason()));
        }
    }

    @Override
    public List<Span> owners(EntityRef ref, int limit, @Nullable Long beforePosition) {
        Sight sight = new Sight(gate.requireReader());
        return sight.sees(ref)
                ? sight.over(ref, history.owners(ref, limit, beforePosition))
                : List.of();
    }

    @Override
    public List<Span> ownersAt(EntityRef ref, Instant at) {
        Sight sight = new Sight(gate.requireReader());
        return sight.sees(ref) ? sight.over(ref, history.ownersAt(ref, at)) : List.of();
    }

    @Override
    public List<Handover> handovers(HandoverRequest request) {
        Viewer viewer = gate.requireReader();
        if (visible.seesAll(viewer)) {
            return history.handovers(request);
        }
        Sight sight = new Sight(viewer);
        List<Handover> found = new ArrayList<>();
        if (request.owner() != null && !sight.sees(request.owner())) {
            return found;
        }
        Place after = request.after();
        for (int page = 0; page < PAGES && found.size() < request.limit(); page++) {
            List<Handover> next =
                    history.handovers(
                            new HandoverRequest(
                                    request.from(), request.to(), request.owner(), after, PAGE));
            next.stream()
                    .flatMap(it -> sight.over(it).stream())
                    .limit(request.limit() - found.size())
                    .forEach(found::add);
            if (next.size() < PAGE) {
                break;
            }
            after = next.getLast().place();
        }
        return found;
    }
}
