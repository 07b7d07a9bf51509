package dev.portico.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.access.Viewer;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.NaiveCatalog;
import dev.portico.runtime.Health;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.runtime.Verdict;
import dev.portico.template.action.FakeRuntimeQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogWakerTest {
    private final NaiveCatalog catalog = new NaiveCatalog();
    private final FakeRuntimeQuery runtime = new FakeRuntimeQuery();
    private final List<Set<String>> woken = new CopyOnWriteArrayList<>();
    private final CatalogWaker waker = new CatalogWaker(catalog, runtime, new OnlyWoken());

    @BeforeEach
    void start() {
        waker.start();
    }

    @AfterEach
    void stop() {
        waker.stop();
    }

    @Test
    void changesOfEntitiesAndOfWhatRunsWake() {
        catalog.put(component("orders"));
        awaitKey("entity:component:default/orders");

        runtime.verdictListeners
                .getFirst()
                .accept(
                        new RuntimeQuery.VerdictChange(
                                EntityRef.parse("component:default/web"),
                                Optional.empty(),
                                Optional.of(new Verdict(Health.DEGRADED, "")),
                                Map.of()));
        awaitKey("runtime:component:default/web");

        runtime.observedListeners
                .getFirst()
                .accept(
                        new RuntimeQuery.Observed(
                                "prod",
                                new ObjectKey("argoproj.io", "Application", "argocd", "shop"),
                                EntityRef.parse("component:default/shop")));
        awaitKey("object:application/shop");
        awaitKey("runtime:component:default/shop");
    }

    @Test
    void manyChangesAreAFewCallsOfAtMost500Keys() {
        for (int n = 0; n < 1_200; n++) {
            catalog.put(component("c" + n));
        }

        await().until(() -> woken.stream().mapToInt(Set::size).sum() >= 1_200);
        assertThat(woken).allSatisfy(keys -> assertThat(keys).hasSizeBetween(1, 500));
    }

    @Test
    void nothingIsListenedToAfterTheEnd() {
        waker.stop();

        assertThat(runtime.verdictListeners).isEmpty();
        assertThat(runtime.observedListeners).isEmpty();
        catalog.put(component("late"));
        assertThat(woken).isEmpty();
    }

    private void awaitKey(String key) {
        await().until(() -> woken.stream().anyMatch(keys -> keys.contains(key)));
    }

    private static Entity component(String name) {
        return new Entity(
                JsonObject.of(
                        Map.of(
                                "apiVersion",
                                "backstage.io/v1alpha1",
                                "kind",
                                "Component",
                                "metadata",
                                Map.of("name", name, "namespace", "default"))));
    }

    /// Takes wake-ups and nothing else.
    private final class OnlyWoken implements Tasks {
        @Override
        public void wake(Set<String> keys) {
            woken.add(Set.copyOf(keys));
        }

        @Override
        public UUID create(
                EntityRef template, JsonObject values, JsonObject secrets, Viewer viewer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Task> find(UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TaskPage query(TaskFilter filter) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<TaskEvent> events(UUID id, long after) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<TaskEvent> awaitEvents(UUID id, long after, Duration patience) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cancel(UUID id, Viewer viewer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void retry(UUID id, JsonObject secrets, Viewer viewer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void decide(UUID id, String step, boolean approved, String comment, Viewer viewer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void resolve(
                UUID id, String step, Resolution resolution, JsonObject output, Viewer viewer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void callback(UUID id, String step, String token, JsonObject answer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DryRun dryRun(DryRunRequest request, Viewer viewer) {
            throw new UnsupportedOperationException();
        }
    }
}
