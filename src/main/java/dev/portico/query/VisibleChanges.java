package dev.portico.query;

import dev.portico.access.Access;
import dev.portico.access.Viewer;
import dev.portico.catalog.Change;
import dev.portico.catalog.History;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Which of the past a viewer may see: of entities that there are, what they may see now; of
/// removed ones, those they could see as these were last, by the policies of now.
@Singleton
public final class VisibleChanges {
    /// The database's clock counts no finer.
    private static final Duration MOMENT = Duration.ofNanos(1_000);

    private final CatalogQuery catalog;
    private final Access access;
    private final History history;

    VisibleChanges(CatalogQuery catalog, Access access, History history) {
        this.catalog = catalog;
        this.access = access;
        this.history = history;
    }

    /// Whether a viewer may see everything, so that nothing needs to be asked about single
    /// entities.
    public boolean seesAll(Viewer viewer) {
        return access.readable(viewer) == EntityFilter.ALL;
    }

    /// Asks the database only about entities that are gone, and only for viewers who may not see
    /// everything. UNAVAILABLE.
    public boolean covers(Viewer viewer, Change change) {
        boolean gone = change.type() == Change.Type.REMOVED;
        Instant at = gone ? change.at().minus(MOMENT) : change.at();
        return sees(access.readable(viewer), change.ref(), at);
    }

    /// Calls back with each change that a viewer may see, as [CatalogQuery#onAdvance] does. A
    /// change of which it can't be told while the database is away is left out.
    public AutoCloseable follow(Viewer viewer, Consumer<Change> listener) {
        return catalog.onAdvance(
                (_, changes) ->
                        changes.stream()
                                .filter(change -> coversSurely(viewer, change))
                                .forEach(listener));
    }

    private boolean coversSurely(Viewer viewer, Change change) {
        try {
            return covers(viewer, change);
        } catch (PorticoException e) {
            Log.debugf("Change not told ref=%s reason=%s", change.ref(), e.text());
            return false;
        }
    }

    /// Whether a viewer may see an entity, or could when it was last there.
    public boolean sees(Viewer viewer, EntityRef ref) {
        EntityFilter seen = access.readable(viewer);
        return seen == EntityFilter.ALL || sees(seen, ref, lastSeen(ref));
    }

    private Instant lastSeen(EntityRef ref) {
        return history.versions(ref, 1, null).stream()
                .findFirst()
                .map(version -> version.at().minus(MOMENT))
                .orElse(Instant.EPOCH);
    }

    private boolean sees(EntityFilter seen, EntityRef ref, Instant lastThere) {
        if (seen == EntityFilter.ALL) {
            return true;
        }
        if (!catalog.matching(List.of(ref), seen).isEmpty()) {
            return true;
        }
        if (!catalog.matching(List.of(ref), EntityFilter.ALL).isEmpty()) {
            return false;
        }
        Optional<History.Snapshot> last = history.asOf(ref, lastThere);
        return last.isPresent() && SnapshotMatch.holds(seen, last.get());
    }
}
