package dev.portico.query;

import dev.portico.access.Gate;
import dev.portico.access.Viewer;
import dev.portico.catalog.History;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The past as whoever sent the request may see it.
@ForViewer
@Singleton
final class VisibleHistory implements History {
    /// Pages read for one answer at most, so that somebody who sees little ends in time.
    private static final int PAGES = 20;

    private static final int PAGE = 500;

    private final History history;
    private final VisibleChanges visible;
    private final ViewerCatalog catalogs;
    private final Gate gate;

    VisibleHistory(History history, VisibleChanges visible, ViewerCatalog catalogs, Gate gate) {
        this.history = history;
        this.visible = visible;
        this.catalogs = catalogs;
        this.gate = gate;
    }

    @Override
    public List<Version> versions(EntityRef ref, int limit, @Nullable Long beforePosition) {
        return visible.sees(gate.requireReader(), ref)
                ? history.versions(ref, limit, beforePosition)
                : List.of();
    }

    @Override
    public Optional<Snapshot> asOf(EntityRef ref, Instant at) {
        Viewer viewer = gate.requireReader();
        if (!visible.sees(viewer, ref)) {
            return Optional.empty();
        }
        Optional<Snapshot> found = history.asOf(ref, at);
        return visible.seesAll(viewer) ? found : found.map(it -> veiled(it, viewer));
    }

    private Snapshot veiled(Snapshot snapshot, Viewer viewer) {
        Set<EntityRef> seen =
                catalogs.of(viewer)
                        .matching(
                                snapshot.relations().stream().map(Relation::target).toList(),
                                EntityFilter.ALL);
        return new Snapshot(
                snapshot.position(),
                snapshot.changedAt(),
                snapshot.cause(),
                snapshot.entity(),
                snapshot.relations().stream().filter(it -> seen.contains(it.target())).toList());
    }

    @Override
    public List<Version> changes(ChangesRequest request) {
        Viewer viewer = gate.requireReader();
        if (visible.seesAll(viewer)) {
            return history.changes(request);
        }
        List<Version> found = new ArrayList<>();
        @Nullable Place after = request.after();
        for (int page = 0; page < PAGES && found.size() < request.limit(); page++) {
            List<Version> next = history.changes(behind(request, after));
            for (Version version : next) {
                if (found.size() < request.limit() && visible.sees(viewer, version.ref())) {
                    found.add(version);
                }
                after = new Place(version.position(), version.ordinal());
            }
            if (next.size() < PAGE) {
                break;
            }
        }
        return found;
    }

    private static ChangesRequest behind(ChangesRequest request, @Nullable Place after) {
        return new ChangesRequest(
                request.from(), request.to(), request.owner(), request.source(), after, PAGE);
    }
}
