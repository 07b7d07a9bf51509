package dev.portico.source;

import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.platform.PorticoException;
import dev.portico.source.store.LeaseTable;
import dev.portico.source.store.SourceRow;
import dev.portico.source.store.SourceTable;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Which sources there are and which of them this node holds. Called by the scheduler's one thread,
/// but for [#known()].
public final class SourceLeases {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration BEAT = Duration.ofSeconds(3);

    private final List<SourceProvider> providers;
    private final LeaseTable leaseTable;
    private final SourceTable sourceTable;
    private final MissingSources missing;
    private final Clock clock;
    private final UUID node = UUID.randomUUID();
    private final List<String> dropped = new ArrayList<>();
    private volatile Map<String, Source> known = Map.of();
    private Instant lastLook = Instant.MIN;
    private final CountDownLatch left = new CountDownLatch(1);
    private boolean joined;

    SourceLeases(
            List<SourceProvider> providers,
            LeaseTable leaseTable,
            SourceTable sourceTable,
            MissingSources missing,
            Clock clock) {
        this.providers = List.copyOf(providers);
        this.leaseTable = leaseTable;
        this.sourceTable = sourceTable;
        this.missing = missing;
        this.clock = clock;
    }

    /// Every source that a provider names, held by whichever node.
    Map<String, Source> known() {
        return known;
    }

    /// Looks for sources that came and went, at most every two seconds unless told to; answers the
    /// ones this node holds from now on.
    ///
    /// @param held what it holds already
    List<SourceState> refresh(boolean now, Map<String, SourceState> held) {
        if (!now && lastLook.plus(LOOK).isAfter(clock.instant())) {
            return List.of();
        }
        join();
        Map<String, Source> sources = new LinkedHashMap<>();
        boolean complete = true;
        for (SourceProvider provider : providers) {
            provider.sources().forEach(source -> sources.putIfAbsent(source.info().name(), source));
            complete &= provider.complete();
        }
        known = Map.copyOf(sources);
        lastLook = clock.instant();
        Map<String, SourceRow> rows = rows();
        List<LeaseTable.NewSource> fresh = new ArrayList<>();
        sources.forEach(
                (name, source) -> {
                    if (!rows.containsKey(name)) {
                        fresh.add(
                                new LeaseTable.NewSource(
                                        name, source.info().kind(), source.info().sourceClass()));
                    }
                });
        if (!fresh.isEmpty()) {
            leaseTable.register(fresh);
        }
        dropLost(held, sources, rows);
        if (complete) {
            handleMissing(sources, rows);
        }
        return claim(held, sources, rows);
    }

    /// Sources that were held at the last refresh and are no more. Empties the list.
    List<String> dropped() {
        List<String> result = List.copyOf(dropped);
        dropped.clear();
        return result;
    }

    private void join() {
        if (!joined) {
            leaseTable.beat(node);
            joined = true;
            Thread.ofVirtual().name("portico-heartbeat").start(this::beat);
        }
    }

    private void beat() {
        while (true) {
            try {
                if (left.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                leaseTable.beat(node);
            } catch (InterruptedException e) {
                return;
            } catch (PorticoException e) {
                Log.debugf("heartbeat missed reason=%s", e.text());
            }
        }
    }

    void leave() {
        if (joined) {
            joined = false;
            left.countDown();
            try {
                leaseTable.leave(node);
            } catch (PorticoException e) {
                Log.debugf("leases run out by themselves reason=%s", e.text());
            }
        }
    }

    private Map<String, SourceRow> rows() {
        Map<String, SourceRow> rows = new HashMap<>();
        sourceTable.all().forEach(row -> rows.put(row.name(), row));
        return rows;
    }

    /// A source that is named no more, that another node took, or whose settings changed.
    private void dropLost(
            Map<String, SourceState> held,
            Map<String, Source> sources,
            Map<String, SourceRow> rows) {
        List<String> surplus = new ArrayList<>();
        long share = held.isEmpty() ? Long.MAX_VALUE : leaseTable.fairShare();
        int kept = 0;
        for (var entry : held.entrySet()) {
            @Nullable Source source = sources.get(entry.getKey());
            @Nullable SourceRow row = rows.get(entry.getKey());
            boolean ours = row != null && row.fence() == entry.getValue().lease.fence();
            boolean same = source != null && source.info().equals(entry.getValue().info());
            if (!ours || !same) {
                dropped.add(entry.getKey());
                if (ours) {
                    surplus.add(entry.getKey());
                }
            } else if (!entry.getValue().running && kept >= share) {
                dropped.add(entry.getKey());
                surplus.add(entry.getKey());
            } else {
                kept++;
            }
        }
        if (!surplus.isEmpty()) {
            leaseTable.release(node, surplus);
        }
    }

    private void handleMissing(Map<String, Source> sources, Map<String, SourceRow> rows) {
        for (SourceRow row : rows.values()) {
            boolean named = sources.containsKey(row.name());
            if (named && MissingSources.TAKEN_OUT.equals(row.goneReason())) {
                @Nullable SourceLease lease = leaseFor(row);
                if (lease != null) {
                    missing.back(lease);
                }
            } else if (!named && !isPushed(row) && needsWork(row)) {
                @Nullable SourceLease lease = leaseFor(row);
                if (lease != null) {
                    missing.notConfigured(lease, row.kind(), row.goneSince());
                }
            }
        }
    }

    /// A pushed set is in no configuration; who pushes it takes it away.
    private static boolean isPushed(SourceRow row) {
        return row.sourceClass() == SourceClass.PUSH;
    }

    private boolean needsWork(SourceRow row) {
        return row.goneSince() == null
                || row.goneSince().plus(missing.grace()).isBefore(clock.instant());
    }

    /// The lease to write for a source that is missing: the one this node holds or a free one.
    private @Nullable SourceLease leaseFor(SourceRow row) {
        if (node.equals(row.leaseNode())) {
            return new SourceLease(row.name(), row.sourceClass(), row.fence());
        }
        return leaseTable.claim(node, List.of(row.name())).get(row.name());
    }

    private List<SourceState> claim(
            Map<String, SourceState> held,
            Map<String, Source> sources,
            Map<String, SourceRow> rows) {
        List<String> wanted =
                sources.keySet().stream()
                        .filter(name -> !held.containsKey(name) || dropped.contains(name))
                        .toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<SourceState> added = new ArrayList<>();
        leaseTable
                .claim(node, wanted)
                .forEach(
                        (name, lease) -> {
                            SourceRow row = rows.getOrDefault(name, newRow(name, lease));
                            added.add(
                                    new SourceState(
                                            Objects.requireNonNull(sources.get(name)),
                                            lease,
                                            clock.instant(),
                                            row));
                        });
        return added;
    }

    private static SourceRow newRow(String name, SourceLease lease) {
        SourceClass sourceClass = lease.sourceClass();
        return new SourceRow(
                name,
                "",
                sourceClass,
                null,
                lease.fence(),
                SourceRow.State.NEW,
                null,
                null,
                0,
                0,
                0);
    }
}
