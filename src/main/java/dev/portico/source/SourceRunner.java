package dev.portico.source;

import dev.portico.catalog.Applied;
import dev.portico.catalog.CatalogWriter;
import dev.portico.catalog.Cause;
import dev.portico.catalog.Declared;
import dev.portico.catalog.Delta;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.KindRegistry;
import dev.portico.catalog.Reading;
import dev.portico.catalog.SourceLease;
import dev.portico.catalog.SourceLedger;
import dev.portico.model.EntityRef;
import dev.portico.model.Kind;
import dev.portico.model.Problem;
import dev.portico.model.SourcePosition;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.source.store.SourceTable;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes one run of one source: scan, plan, guard, apply.
@Singleton
final class SourceRunner {
    private final SourceLedger ledger;
    private final CatalogWriter writer;
    private final SourceTable table;
    private final SourceConfig config;
    private final Clock clock;
    private volatile boolean stopping;

    SourceRunner(
            SourceLedger ledger,
            CatalogWriter writer,
            SourceTable table,
            SourceConfig config,
            Clock clock) {
        this.ledger = ledger;
        this.writer = writer;
        this.table = table;
        this.config = config;
        this.clock = clock;
    }

    /// From now on runs end where they may: before a delta.
    void stop() {
        stopping = true;
    }

    /// @param held what the guard holds after the run; null for nothing
    /// @param position position that includes what the run changed; 0 when it changed nothing
    record Result(Scan scan, @Nullable HeldRemovals held, List<Problem> problems, long position) {}

    Result run(
            Source source,
            SourceLease lease,
            String actor,
            KindRegistry kinds,
            @Nullable HeldRemovals held) {
        requireGoingOn();
        String name = lease.source();
        long start = clock.millis();
        Map<String, FileRead> known = ledger.reads(name);
        Scan scan = source.scan(new ScanRequest(known, kinds));
        Metrics.counter("portico.source.files.read").increment(scan.changed().size());
        List<Declared> declared = ledger.declared(name, concerned(scan, known, held));
        Map<EntityRef, Long> inUse = kindsInUse(declared, kinds);
        RunPlan.Output plan =
                RunPlan.of(
                        new RunPlan.Input(
                                lease,
                                new Cause(name, scan.revision(), actor),
                                scan,
                                known.keySet(),
                                declared,
                                held,
                                () -> table.declarations(name),
                                new RunPlan.Guard(config.guardPercent(), config.guardCount()),
                                inUse.keySet(),
                                clock.instant()));
        Applied total = new Applied(0, 0, 0, 0);
        for (Delta delta : plan.deltas()) {
            requireGoingOn();
            Applied applied = writer.apply(delta);
            total =
                    new Applied(
                            applied.position(),
                            total.created() + applied.created(),
                            total.updated() + applied.updated(),
                            total.removed() + applied.removed());
        }
        if (!plan.deltas().isEmpty()) {
            Log.infof(
                    "source read source=%s actor=%s created=%d updated=%d removed=%d ms=%d",
                    name,
                    actor,
                    total.created(),
                    total.updated(),
                    total.removed(),
                    clock.millis() - start);
        }
        List<Problem> problems = new ArrayList<>(scan.problems());
        inUse.forEach(
                (ref, count) -> {
                    if (isGone(ref, declared, scan)) {
                        problems.add(kindInUse(name, ref, count));
                    }
                });
        Metrics.counter("portico.source.runs").increment();
        return new Result(scan, plan.held(), problems, total.position());
    }

    private void requireGoingOn() {
        if (stopping) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE, "The program stops; the next start reads on.");
        }
    }

    private static Set<String> concerned(
            Scan scan, Map<String, FileRead> known, @Nullable HeldRemovals held) {
        Set<String> locations = new HashSet<>();
        scan.changed().forEach(reading -> locations.add(reading.location()));
        known.keySet().stream()
                .filter(location -> !scan.present().contains(location))
                .forEach(locations::add);
        if (held != null) {
            held.keys().forEach(key -> locations.add(key.declaration().location()));
        }
        return locations;
    }

    /// Kind definitions among the declarations that have entities, with how many.
    private Map<EntityRef, Long> kindsInUse(List<Declared> declared, KindRegistry kinds) {
        Map<EntityRef, String> defined = new HashMap<>();
        for (Declared each : declared) {
            EntityRef ref = each.key().ref();
            if (ref.kind().equals("kind")) {
                for (Kind kind : kinds.kinds()) {
                    if (kind.name().toLowerCase(Locale.ROOT).equals(ref.name())) {
                        defined.put(ref, ref.name());
                    }
                }
            }
        }
        Map<EntityRef, Long> inUse = new HashMap<>();
        if (!defined.isEmpty()) {
            Map<String, Long> counts = ledger.countByKind(Set.copyOf(defined.values()));
            defined.forEach(
                    (ref, kind) -> {
                        long count = counts.getOrDefault(kind, 0L);
                        if (count > 0) {
                            inUse.put(ref, count);
                        }
                    });
        }
        return inUse;
    }

    private static boolean isGone(EntityRef ref, List<Declared> declared, Scan scan) {
        Set<String> stillThere = new HashSet<>();
        for (Reading reading : scan.changed()) {
            reading.declarations()
                    .forEach(each -> stillThere.add(each.location() + ' ' + each.ref()));
            reading.rejections()
                    .forEach(each -> stillThere.add(each.location() + ' ' + each.ref()));
        }
        return declared.stream()
                .filter(each -> each.key().ref().equals(ref))
                .noneMatch(each -> stillThere.contains(each.key().location() + ' ' + ref));
    }

    private static Problem kindInUse(String source, EntityRef ref, long count) {
        return Problem.error(
                "kind-in-use",
                "The kind '"
                        + ref.name()
                        + "' was removed, but "
                        + count
                        + (count == 1 ? " entity is" : " entities are")
                        + " of this kind; its definition stays until they are gone.",
                "",
                new SourcePosition(source, "", null, 0, 0, 0));
    }
}
