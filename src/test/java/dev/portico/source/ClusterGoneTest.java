package dev.portico.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.model.EntityRef;
import dev.portico.model.SourceClass;
import dev.portico.model.TrustLevel;
import dev.portico.test.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of the entities of a cluster that is named no more, or that shows nothing at once.
class ClusterGoneTest {
    private static final String CLUSTER = "kubernetes:prod";
    private static final EntityRef FIRST = EntityRef.parse("component:default/app-0");

    private volatile Duration later = Duration.ZERO;
    private final InstantSource time = () -> Instant.now(Clock.systemUTC()).plus(later);
    private final SourceFixture fixture =
            new SourceFixture(TestDatabase.fresh(), time.withZone(ZoneOffset.UTC));
    private final SourceFixture.Texts cluster =
            new SourceFixture.Texts(CLUSTER, SourceClass.KUBERNETES, TrustLevel.CATALOG);
    private final List<Source> sources = new CopyOnWriteArrayList<>(List.of(cluster));
    private final SourceScheduler node =
            new SourceScheduler(
                    new SourceLeases(
                            List.of(() -> List.copyOf(sources)),
                            fixture.leaseTable,
                            fixture.table,
                            fixture.missing,
                            fixture.clock),
                    fixture.runner,
                    fixture.outcomes,
                    fixture.kinds,
                    fixture.clock);

    @BeforeEach
    void follow() {
        for (int i = 0; i < 40; i++) {
            cluster.files.put(location(i), component(i));
        }
        node.start();
        await().until(() -> fixture.catalog.ledger.refs(CLUSTER).size() == 40);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void itsEntitiesStayMarkedForTheGraceTimeAndGoAfterIt() {
        sources.clear();
        node.providersChanged();
        await().until(
                        () ->
                                fixture.catalog.ledger.statements(FIRST).stream()
                                        .allMatch(each -> each.missingSince() != null));

        later = Duration.ofHours(23);
        node.providersChanged();
        await().during(Duration.ofMillis(500))
                .until(() -> fixture.catalog.ledger.refs(CLUSTER).size() == 40);

        later = Duration.ofHours(25);
        node.providersChanged();
        await().until(() -> fixture.catalog.ledger.refs(CLUSTER).isEmpty());
        assertThat(fixture.catalog.ledger.statements(FIRST)).isEmpty();
        assertThat(fixture.table.find(CLUSTER)).isEmpty();
    }

    @Test
    void theGuardHoldsThemWhenAlmostAllWouldGoAtOnce() {
        for (int i = 2; i < 40; i++) {
            cluster.files.remove(location(i));
        }
        node.changed(CLUSTER, "watch");

        await().until(() -> fixture.outcomes.held(CLUSTER) != null);
        HeldRemovals held = HeldRemovals.fromJson(fixture.outcomes.held(CLUSTER));
        assertThat(held.refs())
                .hasSize(38)
                .contains("component:default/app-39")
                .doesNotContain("component:default/app-0");
        assertThat(fixture.catalog.ledger.refs(CLUSTER)).hasSize(40);

        for (int i = 2; i < 40; i++) {
            cluster.files.put(location(i), component(i));
        }
        node.changed(CLUSTER, "watch");
        await().until(() -> fixture.outcomes.held(CLUSTER) == null);
        assertThat(fixture.catalog.ledger.refs(CLUSTER)).hasSize(40);
    }

    private static String location(int number) {
        return CLUSTER + "/shop/Deployment.apps/app-" + number;
    }

    private static String component(int number) {
        return """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: { name: app-%d }
        spec: { type: service, lifecycle: production, owner: red }
        """
                .formatted(number);
    }
}
