package dev.portico.runtime;

import static dev.portico.runtime.Observations.deployment;
import static dev.portico.runtime.Observations.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.runtime.store.TransitionTable;
import dev.portico.test.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way in, on a real PostgreSQL.
class RuntimeStreamTest {
    @TempDir private Path folder;
    private RuntimeFixture runtime;
    private SourceLease lease;
    private RuntimeStream stream;

    @BeforeEach
    void start() {
        runtime = new RuntimeFixture(TestDatabase.fresh(), folder);
        lease = runtime.cluster("prod");
        stream = runtime.writer.open(lease, "prod");
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    @Test
    void onlyWhatDiffersIsWritten() {
        List<Workload> three =
                List.of(
                        workload("shop", "orders", Health.HEALTHY),
                        workload("shop", "cart", Health.HEALTHY),
                        workload("shop", "stock", Health.HEALTHY));
        assertThat(stream.write(three, List.of())).isEqualTo(3);
        assertThat(stream.write(three, List.of(deployment("shop", "other")))).isZero();
        assertThat(version()).isEqualTo(1);

        assertThat(
                        stream.write(
                                List.of(workload("shop", "orders", Health.DEGRADED)),
                                List.of(deployment("shop", "cart"))))
                .isEqualTo(2);

        assertThat(version()).isEqualTo(2);
        assertThat(stream.known())
                .containsExactlyInAnyOrder(
                        deployment("shop", "orders"), deployment("shop", "stock"));
        assertThat(transitions(deployment("shop", "orders")))
                .containsExactly("health healthy>degraded", "health >healthy");
        assertThat(transitions(deployment("shop", "cart")))
                .containsExactly("health healthy>", "health >healthy");
    }

    @Test
    void aRestartThatFindsTheSameWritesNothing() {
        List<Observation> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(workload("shop", "w" + i, i % 2 == 0 ? Health.HEALTHY : Health.DEGRADED));
        }
        all.add(
                Observations.report(
                        "r", Observations.result(deployment("shop", "w1"), "memory", "fail")));
        stream.write(all, List.of());
        stream.status(new RuntimeStream.Status(null, null, "v1.34.0", Map.of("a", "b")));
        long version = version();

        RuntimeStream again = runtime.writer.open(lease, "prod");

        assertThat(again.known()).hasSize(51);
        assertThat(again.write(all, List.of())).isZero();
        again.status(new RuntimeStream.Status(null, null, "v1.34.0", Map.of("a", "b")));
        assertThat(version()).isEqualTo(version);
    }

    @Test
    void thousandsAreWrittenInTransactionsOfAThousand() {
        List<Workload> many = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            many.add(workload("shop", "w" + i, Health.HEALTHY));
        }
        assertThat(stream.write(many, List.of())).isEqualTo(2_500);
        assertThat(version()).isEqualTo(3);
        assertThat(stream.write(List.of(), many.stream().map(Workload::key).toList()))
                .isEqualTo(2_500);
        assertThat(version()).isEqualTo(6);
        assertThat(stream.known()).isEmpty();
    }

    @Test
    void whoLostTheLeaseWritesNothing() {
        stream.write(List.of(workload("shop", "orders", Health.HEALTHY)), List.of());
        runtime.catalog.sql.inTransaction(
                tx -> tx.update("update source set fence = 2 where name = ?", lease.source()));
        RuntimeStream other =
                runtime.writer.open(
                        new SourceLease(lease.source(), SourceClass.KUBERNETES, 2), "prod");

        assertThatThrownBy(
                        () ->
                                stream.write(
                                        List.of(workload("shop", "orders", Health.DEGRADED)),
                                        List.of()))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThatThrownBy(() -> stream.status(new RuntimeStream.Status(null, "x", "", Map.of())))
                .isInstanceOf(PorticoException.class);
        assertThat(version()).isEqualTo(1);
        assertThat(other.write(List.of(workload("shop", "orders", Health.DEGRADED)), List.of()))
                .isEqualTo(1);
    }

    @Test
    void removingTheSourceTakesItsRows() {
        stream.write(List.of(workload("shop", "orders", Health.HEALTHY)), List.of());

        runtime.catalog.writer.removeSource(lease.source(), "test");

        assertThat(runtime.count("runtime_stream")).isZero();
        assertThat(runtime.count("runtime_object")).isZero();
        assertThat(runtime.count("runtime_transition")).isZero();
        assertThatThrownBy(
                        () ->
                                stream.write(
                                        List.of(workload("shop", "cart", Health.HEALTHY)),
                                        List.of()))
                .isInstanceOf(PorticoException.class);
    }

    @Test
    void rulesThatPassMakeNoTransitionsWhenTheyComeAndGo() {
        PolicyReport content =
                Observations.report(
                        "r",
                        Observations.result(deployment("shop", "orders"), "cpu", "pass"),
                        Observations.result(deployment("shop", "orders"), "memory", "fail"));
        stream.write(List.of(content), List.of());
        PolicyReport better =
                Observations.report(
                        "r", Observations.result(deployment("shop", "orders"), "memory", "pass"));
        stream.write(List.of(better), List.of());
        stream.write(List.of(), List.of(content.key()));

        assertThat(transitions(content.key()))
                .containsExactly(
                        "limits/memory apps/Deployment/shop/orders fail>pass",
                        "limits/memory apps/Deployment/shop/orders >fail");
    }

    @Test
    void whatIsOldIsRemovedInBatches() {
        List<Workload> many = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            many.add(workload("shop", "w" + i, Health.HEALTHY));
        }
        stream.write(many, List.of());
        stream.write(List.of(), many.stream().map(Workload::key).limit(1_200).toList());
        assertThat(runtime.transitions.purge(Duration.ofDays(90))).isZero();
        runtime.catalog.sql.inTransaction(
                tx ->
                        tx.update("update runtime_object set gone_at = gone_at - interval '2 h'")
                                + tx.update(
                                        "update runtime_transition set at = at - interval '91 d'"));

        int removed = 0;
        for (int now = runtime.transitions.purge(Duration.ofDays(90));
                now > 0;
                now = runtime.transitions.purge(Duration.ofDays(90))) {
            assertThat(now).isLessThanOrEqualTo(2_000);
            removed += now;
        }

        assertThat(removed).isEqualTo(1_200 + 2_700);
        assertThat(runtime.count("runtime_object")).isEqualTo(300);
        assertThat(runtime.count("runtime_transition")).isZero();
        assertThat(stream.known()).hasSize(300);
    }

    private long version() {
        return runtime.catalog.sql.onSnapshot(
                tx ->
                        tx.queryOne("select version from runtime_stream", row -> row.getLong(1))
                                .orElseThrow());
    }

    private List<String> transitions(ObjectKey key) {
        return runtime
                .transitions
                .read(
                        List.of(new TransitionTable.Asked(lease.source(), key, "")),
                        Instant.EPOCH,
                        100)
                .stream()
                .map(it -> it.facet() + ' ' + it.before() + '>' + it.after())
                .toList();
    }
}
