package dev.portico.template.action.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.Entity;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.query.NaiveCatalog;
import dev.portico.runtime.Health;
import dev.portico.template.action.FakeRuntimeQuery;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.TestContext;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The steps that wait for what the catalog and the clusters tell.
class WaitingTest {
    private static final String ORDERS = "component:default/orders";
    private static final String OLD = "1111111111111111111111111111111111111111";
    private static final String NEW = "2222222222222222222222222222222222222222";

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final NaiveCatalog catalog = new NaiveCatalog();
    private final FakeRuntimeQuery runtime = new FakeRuntimeQuery();
    private final TestContext context = new TestContext(Path.of("target"));
    private final WaitEntity entity = new WaitEntity(catalog);
    private final WaitArgocdSync sync = new WaitArgocdSync(runtime);
    private final WaitResourceReady ready = new WaitResourceReady(runtime);

    @BeforeEach
    void time() {
        context.clock = Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Test
    void anEntityThatIsThere() throws Exception {
        JsonObject input = JsonObject.of(Map.of("entityRef", ORDERS));

        Outcome.Waiting waiting = context.waits(entity, input);
        assertThat(waiting.wakeOn()).containsExactly("entity:" + ORDERS);
        assertThat(waiting.reason())
                .isEqualTo("Waiting until component:default/orders stands in the catalog.");
        assertThat(waiting.checkAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(waiting.expires()).isNull();

        catalog.put(orders("experimental"));
        JsonObject output = context.run(entity, input);
        assertThat(output.text("entityRef")).contains(ORDERS);
        assertThat(output.object("entity").object("metadata").text("name")).contains("orders");
    }

    @Test
    void andIsAsTheFilterWants() throws Exception {
        JsonObject input =
                JsonObject.of(
                        Map.of(
                                "entityRef",
                                ORDERS,
                                "filter",
                                Map.of("spec.lifecycle", List.of("production", "beta"))));
        catalog.put(orders("experimental"));
        assertThat(context.waits(entity, input).reason())
                .isEqualTo(
                        "component:default/orders is there; waiting until spec.lifecycle is"
                                + " production or beta.");

        catalog.put(orders("production"));
        assertThat(context.run(entity, input).text("entityRef")).contains(ORDERS);

        assertThatThrownBy(
                        () ->
                                context.run(
                                        entity,
                                        input.with("filter", Map.of("spec", Map.of("a", "b")))))
                .hasMessageContaining("The filter's value of spec must be");
    }

    @Test
    void theEndIsCountedFromTheBeginning() throws Exception {
        JsonObject input = JsonObject.of(Map.of("entityRef", ORDERS, "timeout", "30m"));
        context.waits(entity, input);

        context.clock = Clock.fixed(NOW.plus(Duration.ofMinutes(20)), ZoneOffset.UTC);
        Outcome.Waiting later = context.waits(entity, input);

        assertThat(later.expires()).isEqualTo(NOW.plus(Duration.ofMinutes(30)));
    }

    @Test
    void itLooksByItselfAfterPausesThatGrow() throws Exception {
        JsonObject input = JsonObject.of(Map.of("entityRef", ORDERS));
        List<Duration> pauses = new ArrayList<>();
        for (int look = 0; look < 7; look++) {
            pauses.add(Duration.between(NOW, context.waits(entity, input).checkAt()));
        }

        assertThat(pauses)
                .extracting(Duration::toSeconds)
                .containsExactly(30L, 60L, 120L, 240L, 480L, 960L, 960L);
    }

    @Test
    void aDryRunWaitsForNothing() throws Exception {
        context.dryRun = true;

        assertThat(context.run(entity, JsonObject.of(Map.of("entityRef", ORDERS))))
                .isEqualTo(JsonObject.EMPTY);
        assertThat(context.logs)
                .containsExactly(
                        "It would wait. Waiting until component:default/orders stands in the"
                                + " catalog.");
    }

    @Test
    void anApplicationThatIsSyncedAndHealthyAtARevision() throws Exception {
        JsonObject input =
                JsonObject.of(Map.of("entityRef", ORDERS, "revision", NEW.substring(0, 8)));
        assertThat(context.waits(sync, input).reason())
                .isEqualTo("No Application of component:default/orders is known yet.");

        app("OutOfSync", Health.HEALTHY, OLD);
        Outcome.Waiting waiting = context.waits(sync, input);
        assertThat(waiting.reason()).isEqualTo("The Application orders in prod is OutOfSync.");
        assertThat(waiting.wakeOn())
                .containsExactlyInAnyOrder("runtime:" + ORDERS, "object:application/orders");

        app("Synced", Health.HEALTHY, OLD);
        assertThat(context.waits(sync, input).reason())
                .isEqualTo(
                        "The Application orders in prod is at " + OLD + ", not yet at 22222222.");

        app("Synced", Health.DEGRADED, NEW);
        assertThat(context.waits(sync, input).reason())
                .isEqualTo("The Application orders in prod is degraded: a pod crashes.");

        app("Synced", Health.HEALTHY, NEW);
        JsonObject output = context.run(sync, input);
        assertThat(output.text("revision")).contains(NEW);
        assertThat(output.objects("applications"))
                .containsExactly(
                        JsonObject.of(
                                Map.of(
                                        "cluster", "prod",
                                        "namespace", "argocd",
                                        "name", "orders",
                                        "revision", NEW)));
    }

    @Test
    void anApplicationByNameAndCluster() throws Exception {
        runtime.put("prod", FakeRuntimeQuery.synced("web", NEW, NOW, List.of()), "");
        runtime.put(
                "test", FakeRuntimeQuery.application("web", "OutOfSync", Health.HEALTHY, OLD), "");

        assertThat(
                        context.run(sync, JsonObject.of(Map.of("name", "web", "cluster", "prod")))
                                .objects("applications"))
                .hasSize(1);
        assertThat(context.waits(sync, JsonObject.of(Map.of("name", "web"))).wakeOn())
                .containsExactly("object:application/web");
        assertThatThrownBy(() -> context.run(sync, JsonObject.EMPTY))
                .hasMessageContaining("give either entityRef or name");
        assertThatThrownBy(
                        () ->
                                context.run(
                                        sync,
                                        JsonObject.of(Map.of("name", "web", "revision", "abc"))))
                .hasMessageContaining("too short");
    }

    @Test
    void withoutARevisionWhatWasSyncedBeforeTheStepBeforeIsNotEnough() throws Exception {
        JsonObject input = JsonObject.of(Map.of("name", "web"));
        context.since = NOW.plusMillis(900);
        runtime.put(
                "prod", FakeRuntimeQuery.synced("web", OLD, NOW.minusSeconds(60), List.of()), "");

        assertThat(context.waits(sync, input).reason())
                .isEqualTo(
                        "The Application web in prod is at "
                                + OLD
                                + " as before; nothing was synced since 2026-03-01T12:00:00Z.");
        assertThat(context.waits(sync, input).wakeOn()).containsExactly("object:application/web");

        // Argo CD tells whole seconds
        runtime.put("prod", FakeRuntimeQuery.synced("web", OLD, NOW, List.of()), "");
        assertThat(context.run(sync, input).text("revision")).contains(OLD);
    }

    @Test
    void aCommitThatChangesNothingOfItNeedsNoSync() throws Exception {
        JsonObject input = JsonObject.of(Map.of("name", "web"));
        Instant before = NOW.minusSeconds(60);
        context.since = NOW;
        runtime.put("prod", FakeRuntimeQuery.synced("web", OLD, before, List.of()), "");
        context.waits(sync, input);

        runtime.put("prod", FakeRuntimeQuery.synced("web", NEW, before, List.of()), "");
        assertThat(context.run(sync, input).text("revision")).contains(NEW);
    }

    @Test
    void theFirstStepOfATaskWaitsForWhatIsNewSinceItBegan() throws Exception {
        JsonObject input = JsonObject.of(Map.of("name", "web"));
        context.waits(sync, input);
        context.clock = Clock.fixed(NOW.plusSeconds(300), ZoneOffset.UTC);

        runtime.put(
                "prod", FakeRuntimeQuery.synced("web", OLD, NOW.minusSeconds(9), List.of()), "");
        context.waits(sync, input);
        runtime.put("prod", FakeRuntimeQuery.synced("web", OLD, NOW.plusSeconds(9), List.of()), "");
        assertThat(context.run(sync, input).text("revision")).contains(OLD);
    }

    @Test
    void aRevisionMayBeFollowedByANewerOne() throws Exception {
        JsonObject input = JsonObject.of(Map.of("name", "web", "revision", OLD));
        runtime.put("prod", FakeRuntimeQuery.synced("web", NEW, NOW, List.of(NEW)), "");
        assertThat(context.waits(sync, input).reason()).contains("not yet at " + OLD);

        runtime.put("prod", FakeRuntimeQuery.synced("web", NEW, NOW, List.of(NEW, OLD)), "");
        assertThat(context.run(sync, input).text("revision")).contains(NEW);
    }

    @Test
    void whileTheIndexIsBuiltItLooksAgainSoon() throws Exception {
        WaitEntity blind =
                new WaitEntity(
                        (CatalogQuery)
                                Proxy.newProxyInstance(
                                        getClass().getClassLoader(),
                                        new Class<?>[] {CatalogQuery.class},
                                        (_, _, _) -> {
                                            throw new PorticoException(
                                                    ErrorCode.UNAVAILABLE, "It is being built.");
                                        }));

        Outcome.Waiting waiting = context.waits(blind, JsonObject.of(Map.of("entityRef", ORDERS)));

        assertThat(waiting.reason()).isEqualTo("It is being built.");
        assertThat(waiting.checkAt()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void aClaimThatIsReady() throws Exception {
        JsonObject input =
                JsonObject.of(Map.of("kind", "Database", "name", "orders", "namespace", "shop"));
        assertThat(context.waits(ready, input).reason())
                .isEqualTo("No Database 'orders' is known yet.");

        runtime.put("prod", FakeRuntimeQuery.claim("shop", "orders", "False"), "");
        runtime.put("prod", FakeRuntimeQuery.claim("other", "orders", "True"), "");
        Outcome.Waiting waiting = context.waits(ready, input);
        assertThat(waiting.reason())
                .isEqualTo("Database orders in prod is not ready: the disk is being made.");
        assertThat(waiting.wakeOn()).containsExactly("object:database/orders");

        runtime.put("prod", FakeRuntimeQuery.claim("shop", "orders", "True"), "");
        assertThat(context.run(ready, input).objects("resources"))
                .containsExactly(
                        JsonObject.of(
                                Map.of(
                                        "cluster", "prod",
                                        "kind", "Database",
                                        "namespace", "shop",
                                        "name", "orders")));
    }

    @Test
    void onlyOneOfTheGroupThatIsMeant() throws Exception {
        runtime.put("prod", FakeRuntimeQuery.claim("shop", "orders", "True"), "");
        Map<String, Object> input = new HashMap<>();
        input.put("kind", "Database");
        input.put("name", "orders");

        input.put("apiVersion", "example.org/v1");
        assertThat(context.run(ready, JsonObject.of(input)).objects("resources")).hasSize(1);

        input.put("apiVersion", "other.org/v1");
        assertThat(context.waits(ready, JsonObject.of(input)).reason()).contains("is known yet");
    }

    @Test
    void allThatAnEntityHasIsReady() throws Exception {
        JsonObject input = JsonObject.of(Map.of("entityRef", ORDERS));
        assertThat(context.waits(ready, input).reason())
                .isEqualTo("Nothing of component:default/orders is known to run yet.");
        runtime.put("prod", FakeRuntimeQuery.claim("shop", "a", "True"), ORDERS);
        runtime.put("prod", FakeRuntimeQuery.claim("shop", "b", "False"), ORDERS);
        runtime.put("prod", FakeRuntimeQuery.claim("shop", "c", "False"), "");

        assertThat(context.waits(ready, input).reason()).contains("Database b in prod");

        runtime.put("prod", FakeRuntimeQuery.claim("shop", "b", "True"), ORDERS);
        assertThat(context.run(ready, input).objects("resources")).hasSize(2);
        assertThatThrownBy(() -> context.run(ready, input.with("kind", "A").with("name", "b")))
                .hasMessageContaining("give either entityRef, or kind and name");
    }

    private void app(String sync, Health health, String revision) {
        runtime.put("prod", FakeRuntimeQuery.application("orders", sync, health, revision), ORDERS);
    }

    private static Entity orders(String lifecycle) {
        return new Entity(
                JsonObject.of(
                        Map.of(
                                "apiVersion",
                                "backstage.io/v1alpha1",
                                "kind",
                                "Component",
                                "metadata",
                                Map.of("name", "orders", "namespace", "default"),
                                "spec",
                                Map.of("lifecycle", lifecycle))));
    }
}
