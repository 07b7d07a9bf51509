package dev.portico.source.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.portico.catalog.FileRead;
import dev.portico.catalog.KindRegistry;
import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.RuntimeStream;
import dev.portico.runtime.Workload;
import dev.portico.source.Scan;
import dev.portico.source.ScanRequest;
import dev.portico.source.kubernetes.mapping.KubernetesMappings;
import dev.portico.source.kubernetes.read.Interest;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A cluster that is followed for a test.
final class Followed implements AutoCloseable {
    final FakeRuntime runtime;
    final AtomicInteger changes = new AtomicInteger();
    final ClusterSource source;

    Followed(FakeRuntime runtime, Reach reach, List<String> namespaces, Interest... workloads) {
        this(runtime, reach, namespaces, true, workloads);
    }

    Followed(
            FakeRuntime runtime,
            Reach reach,
            List<String> namespaces,
            boolean clusterSecrets,
            Interest... workloads) {
        this.runtime = runtime;
        FollowTools tools =
                new FollowTools(
                        runtime,
                        () -> (_, _) -> changes.incrementAndGet(),
                        _ -> new KubernetesMappings.Result(Map.of(), List.of()),
                        List.of(workloads),
                        false,
                        clusterSecrets,
                        Clock.systemUTC());
        source = new ClusterSource(settings(reach, namespaces), tools);
        hold();
    }

    void hold() {
        source.hold(new SourceLease("kubernetes:test", SourceClass.KUBERNETES, 1));
    }

    static ClusterSettings settings(Reach reach, List<String> namespaces) {
        return new ClusterSettings(
                "test",
                "A test",
                null,
                "eu",
                null,
                Map.of(),
                "group:default/ops",
                namespaces,
                reach,
                ApplyRule.CLOSED,
                "test");
    }

    static Followed of(Reach reach, String... namespaces) {
        return new Followed(new FakeRuntime(), reach, List.of(namespaces));
    }

    /// Waits until everything was listed.
    Followed complete() {
        await().atMost(Duration.ofSeconds(20)).until(source::isListed);
        return this;
    }

    Optional<Workload> workload(String namespace, String name) {
        return Optional.ofNullable(runtime.rows.get(deployment(namespace, name)))
                .map(Workload.class::cast);
    }

    static ObjectKey deployment(String namespace, String name) {
        return new ObjectKey("apps", "Deployment", namespace, name);
    }

    RuntimeStream.Status status() {
        RuntimeStream.@Nullable Status now = runtime.status;
        return now == null ? new RuntimeStream.Status(null, null, "", Map.of()) : now;
    }

    /// @param known what was read before
    Scan scan(FileRead... known) {
        Map<String, FileRead> reads = new HashMap<>();
        for (FileRead read : known) {
            reads.put(read.location(), read);
        }
        return source.scan(new ScanRequest(reads, KindRegistry.builtIn()));
    }

    @Override
    public void close() {
        source.release();
    }
}
