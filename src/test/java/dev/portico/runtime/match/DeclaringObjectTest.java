package dev.portico.runtime.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Seen;
import dev.portico.runtime.Verdict;
import dev.portico.runtime.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeclaringObjectTest {
    private static final EntityRef ORDERS = EntityRef.parse("component:default/orders");

    private final EntityIndex entities = new EntityIndex();
    private final Matching matching = new Matching(entities);

    @Test
    void belongsToTheEntityItDeclaresInEachOfItsClusters() {
        EntityIndex.Affected affected =
                put(
                        "kubernetes:eu/shop/Deployment.apps/orders-v1",
                        "kubernetes:us/shop/Deployment.apps/orders-v1");

        assertThat(matching.workload("eu", workload("shop")).link())
                .isEqualTo(
                        new Seen.Link(
                                ORDERS,
                                "declares the entity",
                                "kubernetes:eu/shop/Deployment.apps/orders-v1"));
        assertThat(matching.workload("us", workload("shop")).link()).isNotNull();
        assertThat(matching.workload("asia", workload("shop")).link()).isNull();
        assertThat(matching.workload("eu", workload("test")).link()).isNull();
        assertThat(Matching.affects(affected, workload("shop"))).isTrue();
        assertThat(Matching.affects(affected, workload("test"))).isFalse();
    }

    private EntityIndex.Affected put(String first, String second) {
        Entity entity =
                new Entity(
                        JsonObject.of(
                                Map.of(
                                        "kind",
                                        "Component",
                                        "metadata",
                                        Map.of(
                                                "name",
                                                "orders",
                                                "annotations",
                                                Map.of(
                                                        "kubernetes.portico.dev/a",
                                                        first,
                                                        "kubernetes.portico.dev/b",
                                                        second)))));
        return entities.put(Map.of(ORDERS, EntityFacts.of(entity)));
    }

    private static Workload workload(String namespace) {
        return new Workload(
                new ObjectKey("apps", "Deployment", namespace, "orders-v1"),
                "apps/v1",
                Map.of(),
                Map.of(),
                List.of(),
                1,
                1,
                1,
                0,
                null,
                null,
                List.of(),
                List.of(),
                Verdict.HEALTHY,
                List.of());
    }
}
