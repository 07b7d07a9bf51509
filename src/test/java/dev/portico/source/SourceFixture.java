package dev.portico.source;

import dev.portico.catalog.Admission;
import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.DescriptorContent;
import dev.portico.catalog.DescriptorFile;
import dev.portico.catalog.Descriptors;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.Kinds;
import dev.portico.catalog.Reading;
import dev.portico.catalog.SourceLease;
import dev.portico.catalog.store.ReadKinds;
import dev.portico.model.SourceClass;
import dev.portico.model.SourcePosition;
import dev.portico.model.TrustLevel;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.source.store.LeaseTable;
import dev.portico.source.store.SourceTable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The reading of sources on a database of its own, without the rest of the program.
final class SourceFixture {
    final CatalogFixture catalog;
    final Kinds kinds;
    final SourceTable table;
    final LeaseTable leaseTable;
    final SourceRunner runner;
    final MissingSources missing;
    final RunOutcomes outcomes;
    final Clock clock;

    SourceFixture(DataSource dataSource, Clock clock) {
        this.clock = clock;
        catalog = new CatalogFixture(dataSource);
        kinds = new Kinds(new ReadKinds(catalog.sql), List.of());
        table = new SourceTable(catalog.sql);
        leaseTable = new LeaseTable(catalog.sql);
        runner = new SourceRunner(catalog.ledger, catalog.writer, table, new Config(), clock);
        missing = new MissingSources(table, catalog.ledger, catalog.writer, new Config(), clock);
        outcomes = new RunOutcomes(table, missing, clock, List.of());
    }

    /// Runs a source once, as the scheduler does.
    SourceRunner.Result run(Source source, SourceLease lease) {
        HeldRemovals held = HeldRemovals.fromJson(outcomes.held(lease.source()));
        SourceRunner.Result result = runner.run(source, lease, "test", kinds.current(), held);
        SourceState state =
                new SourceState(
                        source, lease, clock.instant(), table.find(lease.source()).orElseThrow());
        outcomes.succeeded(state, result);
        return result;
    }

    /// The default settings.
    record Config() implements SourceConfig {
        @Override
        public Duration grace() {
            return Duration.ofHours(24);
        }

        @Override
        public int guardPercent() {
            return 30;
        }

        @Override
        public int guardCount() {
            return 20;
        }
    }

    /// A source whose files are texts in memory; safe to change while it is read.
    static final class Texts implements Source {
        final Map<String, String> files = new ConcurrentHashMap<>();
        final AtomicInteger scans = new AtomicInteger();
        volatile @Nullable PorticoException failure;
        volatile boolean withoutRevision;
        private final SourceInfo info;

        Texts(String name, TrustLevel trust) {
            this(name, SourceClass.GIT, trust);
        }

        Texts(String name, SourceClass sourceClass, TrustLevel trust) {
            String kind = sourceClass.name().toLowerCase(Locale.ROOT);
            info = new SourceInfo(name, kind, sourceClass, trust, name, "test", null);
        }

        @Override
        public SourceInfo info() {
            return info;
        }

        @Override
        public Scan scan(ScanRequest request) {
            scans.incrementAndGet();
            PorticoException now = failure;
            if (now != null) {
                throw now;
            }
            List<Reading> changed = new ArrayList<>();
            Map<String, String> texts = Map.copyOf(files);
            texts.forEach(
                    (path, text) -> {
                        String fingerprint = text.hashCode() + request.kinds().version();
                        FileRead known = request.known().get(path);
                        if (known == null || !known.fingerprint().equals(fingerprint)) {
                            changed.add(read(request, path, text, fingerprint));
                        }
                    });
            String revision = withoutRevision ? null : "c" + scans;
            return new Scan(revision, changed, texts.keySet(), List.of(), Set.of());
        }

        private Reading read(ScanRequest request, String path, String text, String fingerprint) {
            DescriptorContent content =
                    new Descriptors(request.kinds())
                            .read(
                                    new DescriptorFile(
                                            text.getBytes(StandardCharsets.UTF_8),
                                            new SourcePosition(info.name(), path, "c1", 1, 1, 1),
                                            path,
                                            Admission.of(info.trust()),
                                            Map.of(),
                                            Map.of(),
                                            null),
                                    _ -> new byte[0]);
            return new Reading(
                    new FileRead(path, fingerprint, JsonObject.EMPTY),
                    content.declarations(),
                    content.rejections());
        }
    }
}
