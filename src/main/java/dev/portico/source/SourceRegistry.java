package dev.portico.source;

import dev.portico.catalog.ChangeLog;
import dev.portico.catalog.Kinds;
import dev.portico.catalog.LocationsChanged;
import dev.portico.platform.PorticoException;
import dev.portico.source.store.LeaseTable;
import dev.portico.source.store.SourceTable;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sources of this program: starts and stops their reading, takes word of changes, knows what
/// each is.
@Singleton
public final class SourceRegistry implements SourceTrigger, SourceLookup {
    private final SourceLeases leases;
    private final SourceScheduler scheduler;
    private final SourceTable table;
    private final ChangeLog changeLog;
    private final Kinds kinds;
    private final List<AutoCloseable> subscriptions = new ArrayList<>();
    private volatile boolean started;

    SourceRegistry(Parts parts, SourceTable table, ChangeLog changeLog, Kinds kinds) {
        this.leases = parts.leases();
        this.scheduler = parts.scheduler();
        this.table = table;
        this.changeLog = changeLog;
        this.kinds = kinds;
    }

    /// What [SourceRegistry] is made of.
    record Parts(SourceLeases leases, SourceScheduler scheduler) {}

    /// Puts the parts together, with every [SourceProvider] there is.
    @Singleton
    static final class PartsFactory {
        @Produces
        @Singleton
        Parts parts(
                @All List<SourceProvider> providers,
                LeaseTable leaseTable,
                SourceTable sourceTable,
                RunParts runParts,
                Clock clock) {
            SourceLeases leases =
                    new SourceLeases(providers, leaseTable, sourceTable, runParts.missing(), clock);
            SourceScheduler scheduler =
                    new SourceScheduler(
                            leases,
                            runParts.runner(),
                            runParts.outcomes(),
                            runParts.kinds(),
                            clock);
            return new Parts(leases, scheduler);
        }
    }

    /// What runs are made with.
    @Singleton
    record RunParts(
            SourceRunner runner, RunOutcomes outcomes, MissingSources missing, Kinds kinds) {}

    /// Starts reading. Called once the database is migrated.
    public void start() {
        subscriptions.add(changeLog.onSourceRequest(scheduler::requested));
        subscriptions.add(changeLog.onWake(this::reloadKinds));
        subscriptions.add(kinds.onChange(() -> scheduler.allChanged("kinds")));
        reloadKinds();
        scheduler.start();
        started = true;
    }

    /// Stops reading and gives up the leases.
    public void stop() {
        for (AutoCloseable subscription : subscriptions) {
            try {
                subscription.close();
            } catch (Exception e) {
                Log.debugf("subscription not ended reason=%s", e.getMessage());
            }
        }
        scheduler.close();
    }

    private void reloadKinds() {
        try {
            kinds.reload();
        } catch (PorticoException e) {
            Log.debugf("kinds stay as they were reason=%s", e.text());
        }
    }

    void locationsChanged(@Observes LocationsChanged event) {
        scheduler.providersChanged();
    }

    /// Sources were added or taken away: look now.
    public void providersChanged() {
        scheduler.providersChanged();
    }

    @Override
    public void changed(String sourceName, String actor) {
        scheduler.changed(sourceName, actor);
    }

    @Override
    public List<String> sourcesReading(String normalisedRepoUrl) {
        List<String> names = new ArrayList<>(table.dependingOn(normalisedRepoUrl));
        infos().values().stream()
                .filter(info -> info.url().equals(normalisedRepoUrl))
                .map(SourceInfo::name)
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        return names;
    }

    Map<String, SourceInfo> infos() {
        Map<String, SourceInfo> infos = new LinkedHashMap<>();
        leases.known().forEach((name, source) -> infos.put(name, source.info()));
        return infos;
    }

    @Nullable SourceInfo info(String name) {
        Source source = leases.known().get(name);
        return source == null ? null : source.info();
    }

    /// Whether this node reads sources but does not know yet which ones there are now.
    boolean isLooking() {
        return started && !scheduler.looked();
    }

    /// See [Sources#awaitKnown].
    void awaitKnown(Duration atMost) throws InterruptedException {
        if (started) {
            scheduler.awaitLook(atMost);
        }
    }

    Map<String, SourceReport.State> activity() {
        return scheduler.activity();
    }

    Optional<Instant> lastRun(String name) {
        return scheduler.lastRun(name);
    }
}
