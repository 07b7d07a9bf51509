package dev.portico.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.catalog.Statement;
import dev.portico.model.EntityRef;
import dev.portico.model.TrustLevel;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.source.store.SourceRow;
import dev.portico.test.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceSchedulerTest {
    private static final EntityRef ORDERS = EntityRef.parse("component:default/orders");

    private final DataSource database = TestDatabase.fresh();
    private final List<Source> sources = new CopyOnWriteArrayList<>();
    private final List<SourceScheduler> started = new ArrayList<>();
    private final SourceFixture fixture = new SourceFixture(database, Clock.systemUTC());
    private final SourceFixture.Texts team =
            new SourceFixture.Texts("git:team", TrustLevel.CATALOG);

    @AfterEach
    void stop() {
        started.forEach(SourceScheduler::close);
    }

    private SourceScheduler node() {
        return node(() -> List.copyOf(sources));
    }

    private SourceScheduler node(SourceProvider provider) {
        SourceLeases leases =
                new SourceLeases(
                        List.of(provider),
                        fixture.leaseTable,
                        fixture.table,
                        fixture.missing,
                        fixture.clock);
        SourceScheduler scheduler =
                new SourceScheduler(
                        leases, fixture.runner, fixture.outcomes, fixture.kinds, fixture.clock);
        started.add(scheduler);
        scheduler.start();
        return scheduler;
    }

    private static String component(String owner) {
        return """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: { name: orders }
        spec: { type: service, lifecycle: production, owner: %s }
        """
                .formatted(owner);
    }

    private void team(String owner) {
        team.files.put("catalog-info.yaml", component(owner));
        if (!sources.contains(team)) {
            sources.add(team);
        }
    }

    private boolean ownedBy(String owner) {
        List<String> targets = new ArrayList<>();
        fixture.catalog.feed.snapshot(
                _ -> {}, pair -> targets.add(pair.source() + " " + pair.target().name()));
        return targets.contains(ORDERS + " " + owner);
    }

    @Test
    void isWaitedForUntilItKnowsWhichSourcesThereAre() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        SourceScheduler node =
                node(
                        () -> {
                            asked.countDown();
                            awaitUninterruptibly(answer);
                            return List.of(team);
                        });
        asked.await();
        node.awaitLook(Duration.ofMillis(10));
        assertThat(node.looked()).isFalse();
        answer.countDown();
        node.awaitLook(Duration.ofSeconds(20));
        assertThat(node.looked()).isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void readsASourceAtStartAndAgainWhenToldThatItChanged() {
        team("red");
        SourceScheduler node = node();
        await().until(() -> ownedBy("red"));

        team("blue");
        node.changed("git:team", "webhook");

        await().until(() -> ownedBy("blue"));
        assertThat(fixture.catalog.history.versions(ORDERS, 1, null).getFirst().cause().actor())
                .isEqualTo("webhook");
    }

    @Test
    void keepsWhenASourceWithoutRevisionsWasRead() {
        team("red");
        team.withoutRevision = true;
        SourceScheduler unused = node();

        await().until(() -> ownedBy("red"));
        await().until(() -> state().lastRunAt() != null);
    }

    @Test
    void keepsTheLastGoodStateOfASourceThatCannotBeReadAndSaysWhy() {
        team("red");
        SourceScheduler node = node();
        await().until(() -> ownedBy("red"));

        team.failure = new PorticoException(ErrorCode.UPSTREAM_FAILED, "The host is down.");
        node.changed("git:team", "poll");
        await().until(() -> "The host is down.".equals(state().error()));
        assertThat(ownedBy("red")).isTrue();

        team.failure = null;
        team("blue");
        node.changed("git:team", "poll");
        await().until(() -> ownedBy("blue"));
        await().until(() -> state().error() == null);
    }

    @Test
    void marksTheEntitiesOfARepositoryThatIsGoneAndClearsThemWhenItIsBack() {
        team("red");
        SourceScheduler node = node();
        await().until(() -> ownedBy("red"));

        team.failure = PorticoException.notFound("The repository does not exist.");
        node.changed("git:team", "poll");
        await().until(() -> statement().missingSince() != null);
        assertThat(ownedBy("red")).isTrue();

        team.failure = null;
        node.changed("git:team", "poll");
        await().until(() -> statement().missingSince() == null);
    }

    @Test
    void aSourceTakenOutOfTheConfigurationIsMarkedAndComesBackWithIt() {
        team("red");
        SourceScheduler node = node();
        await().until(() -> ownedBy("red"));

        sources.remove(team);
        node.providersChanged();
        await().until(() -> statement().missingSince() != null);

        sources.add(team);
        node.providersChanged();
        await().until(() -> statement().missingSince() == null);
    }

    @Test
    void twoNodesShareTheSourcesAndEachIsReadByOne() {
        for (int i = 0; i < 10; i++) {
            SourceFixture.Texts source =
                    new SourceFixture.Texts("git:team-" + i, TrustLevel.CATALOG);
            source.files.put("catalog-info.yaml", component("red").replace("orders", "svc-" + i));
            sources.add(source);
        }
        SourceScheduler one = node();
        await().until(() -> one.held().size() == 10);

        SourceScheduler two = node();

        await().atMost(Duration.ofSeconds(20)).until(() -> two.held().size() == 5);
        await().until(() -> one.held().size() == 5);
        assertThat(one.held()).doesNotContainAnyElementsOf(two.held());
        assertThat(fixture.catalog.feed.latest()).isEqualTo(10);

        two.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> one.held().size() == 10);
    }

    private SourceRow.State state() {
        return fixture.table.find("git:team").orElseThrow().state();
    }

    private Statement statement() {
        return fixture.catalog.ledger.statements(ORDERS).getFirst();
    }
}
