package dev.portico.source;

import dev.portico.catalog.CatalogWriter;
import dev.portico.catalog.Cause;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.Declared;
import dev.portico.catalog.Delta;
import dev.portico.catalog.Rejection;
import dev.portico.catalog.SourceLease;
import dev.portico.catalog.SourceLedger;
import dev.portico.catalog.Statement;
import dev.portico.model.EntityRef;
import dev.portico.model.SourceClass;
import dev.portico.model.TrustLevel;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.source.store.SourceRow;
import dev.portico.source.store.SourceTable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reports on sources, and what people answer the guard. Reports come from memory, at most a second
/// old; while the database is away they are the last ones.
@Singleton
final class SourceReports implements Sources {
    private static final Duration MAX_AGE = Duration.ofSeconds(1);
    private static final int MAX_REJECTIONS = 1_000;

    private final SourceTable table;
    private final SourceLedger ledger;
    private final CatalogWriter writer;
    private final SourceRegistry registry;
    private final Clock clock;
    private volatile Cached cached = new Cached(Instant.MIN, List.of());

    private record Cached(Instant at, List<SourceRow> rows) {}

    SourceReports(
            SourceTable table,
            SourceLedger ledger,
            CatalogWriter writer,
            SourceRegistry registry,
            Clock clock) {
        this.table = table;
        this.ledger = ledger;
        this.writer = writer;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public List<SourceReport> reports() {
        Map<String, SourceReport.State> activity = registry.activity();
        List<SourceReport> reports = new ArrayList<>();
        Map<String, SourceInfo> infos = registry.infos();
        for (SourceRow row : rows()) {
            SourceInfo info = infos.remove(row.name());
            reports.add(report(row, info, activity, List.of()));
        }
        infos.values().forEach(info -> reports.add(notYet(info)));
        return reports;
    }

    @Override
    public Collection<SourceInfo> infos() {
        return registry.infos().values();
    }

    @Override
    public void awaitKnown(Duration atMost) throws InterruptedException {
        registry.awaitKnown(atMost);
    }

    @Override
    public Optional<SourceReport> report(String name) {
        return row(name).map(row -> report(row, ledger.rejections(name, MAX_REJECTIONS)));
    }

    @Override
    public Optional<SourceReport> summary(String name) {
        return row(name).map(row -> report(row, List.of()));
    }

    private Optional<SourceRow> row(String name) {
        return rows().stream().filter(row -> row.name().equals(name)).findFirst();
    }

    private SourceReport report(SourceRow row, List<Rejection> rejections) {
        return report(row, registry.info(row.name()), registry.activity(), rejections);
    }

    @Override
    public void refresh(String name, String actor) {
        if (!registry.infos().containsKey(name)) {
            throw unknown(name);
        }
        registry.changed(name, actor);
    }

    @Override
    public void refresh(EntityRef ref, String actor) {
        Statement primary =
                ledger.statements(ref).stream()
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        PorticoException.notFound(
                                                "No source declares "
                                                        + ref
                                                        + ", so there is nothing to refresh."));
        registry.changed(primary.source(), actor);
    }

    @Override
    public long confirmRemovals(String source, String actor) {
        SourceRow row = table.find(source).orElseThrow(() -> unknown(source));
        HeldRemovals held = requireHeld(row);
        SourceLease lease = new SourceLease(source, row.sourceClass(), row.fence());
        Cause cause = new Cause(source, row.state().revision(), actor);
        List<Declaration.Key> keys =
                held.asked().stream().map(HeldRemovals.Key::declaration).toList();
        long removed = 0;
        for (int from = 0; from < keys.size(); from += Delta.MAX_ENTITIES) {
            List<Declaration.Key> some =
                    keys.subList(from, Math.min(keys.size(), from + Delta.MAX_ENTITIES));
            removed += writer.apply(Delta.of(lease, cause, List.of(), some)).removed();
        }
        List<String> gone =
                held.asked().stream()
                        .filter(HeldRemovals.Key::fileGone)
                        .map(key -> key.declaration().location())
                        .distinct()
                        .toList();
        writer.apply(
                new Delta(
                        lease,
                        cause,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new Delta.Files(List.of(), List.of(), gone)));
        List<HeldRemovals.Key> left =
                held.keys().stream().filter(HeldRemovals.Key::kindInUse).toList();
        saveHeld(row, left.isEmpty() ? null : new HeldRemovals(held.since(), left, false));
        return removed;
    }

    @Override
    public void rejectRemovals(String source, String actor) {
        SourceRow row = table.find(source).orElseThrow(() -> unknown(source));
        saveHeld(row, requireHeld(row).asDeclined());
    }

    private void saveHeld(SourceRow row, @Nullable HeldRemovals held) {
        SourceRow.State state = row.state();
        table.saveState(
                row.name(),
                new SourceRow.State(
                        state.revision(),
                        state.lastRunAt(),
                        state.error(),
                        state.problems(),
                        state.dependsOn(),
                        held == null ? null : held.toJson()));
        cached = new Cached(Instant.MIN, cached.rows());
    }

    private static HeldRemovals requireHeld(SourceRow row) {
        HeldRemovals held = HeldRemovals.fromJson(row.state().held());
        if (held == null || held.asked().isEmpty()) {
            throw new PorticoException(
                    ErrorCode.CONFLICT,
                    "The guard holds no removals of the source " + row.name() + ".");
        }
        return held;
    }

    private List<SourceRow> rows() {
        Cached now = cached;
        Instant time = clock.instant();
        if (now.at().isAfter(time.minus(MAX_AGE))) {
            return now.rows();
        }
        try {
            cached = new Cached(time, table.counted());
        } catch (PorticoException e) {
            cached = new Cached(time, now.rows());
        }
        return cached.rows();
    }

    private SourceReport report(
            SourceRow row,
            @Nullable SourceInfo info,
            Map<String, SourceReport.State> activity,
            List<Rejection> rejections) {
        HeldRemovals held = HeldRemovals.fromJson(row.state().held());
        return new SourceReport(
                info == null ? unnamed(row) : info,
                state(row, activity.get(row.name()), held),
                row.entities(),
                row.conflicts(),
                registry.lastRun(row.name()).orElse(row.state().lastRunAt()),
                row.state().revision(),
                row.state().error(),
                row.goneSince(),
                held == null || held.asked().isEmpty()
                        ? null
                        : new SourceReport.Held(held.since(), held.refs(), held.asked().size()),
                Declared.problems(row.state().problems()),
                rejections,
                row.rejections());
    }

    private SourceReport.State state(
            SourceRow row, SourceReport.@Nullable State activity, @Nullable HeldRemovals held) {
        if (activity == SourceReport.State.READING) {
            return activity;
        }
        if (row.goneSince() != null) {
            return SourceReport.State.GONE;
        }
        if (row.state().error() != null) {
            return SourceReport.State.UNREACHABLE;
        }
        if (held != null && !held.asked().isEmpty() && !held.declined()) {
            return SourceReport.State.HELD;
        }
        return activity != null || registry.isLooking() || row.state().lastRunAt() == null
                ? SourceReport.State.WAITING
                : SourceReport.State.READY;
    }

    private static SourceReport notYet(SourceInfo info) {
        return new SourceReport(
                info,
                SourceReport.State.WAITING,
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                0);
    }

    private static SourceInfo unnamed(SourceRow row) {
        return new SourceInfo(
                row.name(),
                row.kind(),
                row.sourceClass(),
                TrustLevel.CATALOG,
                row.name(),
                row.sourceClass() == SourceClass.PUSH ? "a push" : "no longer configured",
                null);
    }

    private static PorticoException unknown(String name) {
        return PorticoException.notFound(
                "There is no source named '" + name + "'; ./portico sources lists them.");
    }
}
