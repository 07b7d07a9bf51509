package dev.portico.source;

import dev.portico.catalog.CatalogWriter;
import dev.portico.catalog.Cause;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.Declared;
import dev.portico.catalog.Delta;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.Kinds;
import dev.portico.catalog.SourceLease;
import dev.portico.catalog.SourceLedger;
import dev.portico.model.SourceClass;
import dev.portico.platform.Digest;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.source.push.PushedDocument;
import dev.portico.source.push.SetParser;
import dev.portico.source.push.SetReader;
import dev.portico.source.store.LeaseTable;
import dev.portico.source.store.SourceRow;
import dev.portico.source.store.SourceTable;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Sets of entities that are pushed, each a source of its own (`push:NAME`). No node reads it by
/// itself: a push takes its lease, and a later one takes it away, which ends the earlier with
/// CONFLICT.
@Singleton
public final class PushedSets {
    private static final String KIND = "push";
    private static final String BRANCH = "branch";

    private final Stores stores;
    private final Kinds kinds;
    private final SourceConfig config;
    private final Clock clock;

    PushedSets(Stores stores, Kinds kinds, SourceConfig config, Clock clock) {
        this.stores = stores;
        this.kinds = kinds;
        this.config = config;
        this.clock = clock;
    }

    /// What sets are kept with.
    @Singleton
    record Stores(
            SourceLedger ledger, CatalogWriter writer, SourceTable table, LeaseTable leases) {}

    /// Name of a set's source.
    public static String source(String name) {
        return KIND + ":" + name;
    }

    /// The version of a set that stands; that of an empty one when there is none.
    public String version(String name) {
        return version(stores.ledger().reads(source(name)));
    }

    private static String version(Map<String, FileRead> reads) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(reads)
                .values()
                .forEach(
                        read ->
                                text.append(read.location())
                                        .append(' ')
                                        .append(read.fingerprint())
                                        .append('\n'));
        return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /// Takes a set, or only answers what would become of it.
    ///
    /// CONFLICT when another version stands than the one named, or another push takes the set;
    /// FORBIDDEN when it is bound to another branch; TOO_LARGE, INVALID_INPUT for what can't be
    /// read; UNAVAILABLE when the database is away.
    public SetReport push(SetPush push) {
        String source = source(push.name());
        List<PushedDocument> documents = SetReader.read(push.content());
        boolean dryRun = push.options().dryRun();
        SourceLease lease = dryRun ? new SourceLease(source, SourceClass.PUSH, 0) : take(source);
        Map<String, FileRead> known = stores.ledger().reads(source);
        requireVersion(push, known);
        requireBranch(push, known);
        JsonObject follows =
                push.branch() == null
                        ? JsonObject.EMPTY
                        : JsonObject.EMPTY.with(BRANCH, push.branch());
        SetParser parser =
                new SetParser(
                        source, push.revision(), push.annotations(), follows, kinds.current());
        SetComparison comparison = new SetComparison(source, known, parser);
        documents.forEach(comparison::add);
        List<Declared> declared =
                stores.ledger().declared(source, comparison.concerned(push.options().delta()));
        comparison.compare(declared);
        RunPlan.Output plan = plan(push, lease, known, declared, comparison);
        boolean refused = push.options().atomic() && comparison.hasRejected();
        boolean write = !dryRun && !refused;
        if (write) {
            plan.deltas().forEach(stores.writer()::apply);
            saveState(source, push);
        }
        return new SetReport(
                version(write ? stores.ledger().reads(source) : known),
                write,
                comparison.results(),
                refs(plan),
                plan.held() == null ? List.of() : plan.held().refs());
    }

    private SourceLease take(String source) {
        stores.leases().register(List.of(new LeaseTable.NewSource(source, KIND, SourceClass.PUSH)));
        return stores.leases().takeOver(source);
    }

    private static void requireVersion(SetPush push, Map<String, FileRead> known) {
        @Nullable String wanted = push.options().ifMatch();
        if (wanted == null) {
            return;
        }
        String stands = version(known);
        boolean fits = wanted.equals("*") ? !known.isEmpty() : wanted.equals(stands);
        if (!fits) {
            throw new PorticoException(
                    ErrorCode.CONFLICT,
                    "The set "
                            + push.name()
                            + " has the version "
                            + stands
                            + " and not "
                            + wanted
                            + "; read it again and push what is to stand.");
        }
    }

    private static void requireBranch(SetPush push, Map<String, FileRead> known) {
        if (push.branch() == null) {
            return;
        }
        Set<String> bound = new TreeSet<>();
        known.values().forEach(read -> read.follows().text(BRANCH).ifPresent(bound::add));
        if (!bound.isEmpty() && !bound.contains(push.branch())) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "The set "
                            + push.name()
                            + " is pushed from "
                            + String.join(", ", bound)
                            + " and not from "
                            + push.branch()
                            + ".");
        }
    }

    private RunPlan.Output plan(
            SetPush push,
            SourceLease lease,
            Map<String, FileRead> known,
            List<Declared> declared,
            SetComparison comparison) {
        String source = lease.source();
        Scan scan =
                new Scan(
                        push.revision(),
                        comparison.changed(),
                        comparison.present(push.options().delta()),
                        List.of(),
                        Set.of());
        RunPlan.Guard guard =
                push.options().confirmRemovals()
                        ? new RunPlan.Guard(100, Integer.MAX_VALUE)
                        : new RunPlan.Guard(config.guardPercent(), config.guardCount());
        return RunPlan.of(
                new RunPlan.Input(
                        lease,
                        new Cause(source, push.revision(), push.actor()),
                        scan,
                        known.keySet(),
                        declared,
                        null,
                        () -> stores.table().declarations(source),
                        guard,
                        Set.of(),
                        clock.instant()));
    }

    private void saveState(String source, SetPush push) {
        stores.table()
                .saveState(
                        source,
                        new SourceRow.State(
                                push.revision(), clock.instant(), null, "[]", List.of(), null));
    }

    /// Refs that go for good.
    private static List<String> refs(RunPlan.Output plan) {
        Set<String> removed = new TreeSet<>();
        Set<String> put = new HashSet<>();
        for (Delta delta : plan.deltas()) {
            delta.removals().forEach(key -> removed.add(key.ref().toString()));
            for (Declaration declaration : delta.upserts()) {
                put.add(declaration.ref().toString());
            }
        }
        removed.removeAll(put);
        return List.copyOf(removed);
    }
}
