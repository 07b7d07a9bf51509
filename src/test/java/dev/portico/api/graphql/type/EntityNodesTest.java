package dev.portico.api.graphql.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityNodesTest {
    private static final JsonObject ORDERS =
            JsonObject.parse(
                    """
                    {"apiVersion": "backstage.io/v1alpha1", "kind": "Component",
                     "metadata": {"name": "Orders", "namespace": "shop", "uid": "u-1", "etag": "e-1",
                       "title": "Order service", "tags": ["java", "core"],
                       "labels": {"tier": "1"},
                       "annotations": {"backstage.io/managed-by-location": "url:https://x/c.yaml",
                         "backstage.io/view-url": "https://x/view"},
                       "links": [{"url": "https://x", "title": "Board"}]},
                     "spec": {"type": "service", "lifecycle": "production", "size": 3,
                       "weights": [1.5, null, true]},
                     "relations": [
                       {"type": "partOf", "targetRef": "system:shop/checkout"},
                       {"type": "partOf", "targetRef": "component:shop/all"},
                       {"type": "ownedBy", "targetRef": "group:default/payments"}],
                     "status": {"items": [{"type": "portico.dev/rejected", "level": "error",
                       "message": "Line 3 is wrong.", "error": {"name": "x"}}]}}
                    """);

    @ParameterizedTest
    @CsvSource({
        "Component,ComponentNode",
        "component,ComponentNode",
        "API,ApiNode",
        "Resource,ResourceNode",
        "System,SystemNode",
        "Domain,DomainNode",
        "Group,GroupNode",
        "User,UserNode",
        "Location,LocationNode",
        "Template,TemplateNode",
        "AiResource,AiResourceNode",
        "Database,CustomEntityNode"
    })
    void eachKindHasItsType(String kind, String type) {
        EntityNode node = EntityNodes.of(new Entity(ORDERS.with("kind", kind)));

        assertThat(node.getClass().getSimpleName()).isEqualTo(type);
        assertThat(node.getKind()).isEqualTo(kind);
    }

    @Test
    void theFieldsOfEveryEntity() {
        EntityNode node = EntityNodes.of(new Entity(ORDERS));

        assertThat(node.getId()).isEqualTo("u-1");
        assertThat(node.getRef()).isEqualTo("component:shop/orders");
        assertThat(node.getName()).isEqualTo("Orders");
        assertThat(node.getNamespace()).isEqualTo("shop");
        assertThat(node.getTitle()).isEqualTo("Order service");
        assertThat(node.getDescription()).isNull();
        assertThat(node.getTags()).containsExactly("java", "core");
        assertThat(node.getLinks()).containsExactly(new LinkNode("https://x", "Board", null, null));
        assertThat(node.getEtag()).isEqualTo("e-1");
        assertThat(node.getProvenance())
                .isEqualTo(
                        new ProvenanceNode(
                                "url:https://x/c.yaml", null, null, "https://x/view", null));
        assertThat(node.base().label("tier")).contains("1");
        assertThat(node.base().annotation("none")).isEmpty();
    }

    @Test
    void jsonIsExactlyWhatTheCatalogHolds() {
        EntityNode node = EntityNodes.of(new Entity(ORDERS));

        assertThat(node.getSpec().toString())
                .isEqualTo(
                        "{\"type\":\"service\",\"lifecycle\":\"production\",\"size\":3,"
                                + "\"weights\":[1.5,null,true]}");
        assertThat(JsonObject.parse(node.getJson().toString())).isEqualTo(ORDERS);
    }

    @Test
    void theStatusTellsWhatIsWrong() {
        assertThat(EntityNodes.of(new Entity(ORDERS)).getStatus())
                .singleElement()
                .satisfies(
                        item -> {
                            assertThat(item.level()).isEqualTo("error");
                            assertThat(item.message()).isEqualTo("Line 3 is wrong.");
                            assertThat(String.valueOf(item.error())).isEqualTo("{\"name\":\"x\"}");
                        });
    }

    @Test
    void targetsAreSelectedByTypeAndKind() {
        BaseNode node = EntityNodes.of(new Entity(ORDERS)).base();

        assertThat(node.targets("partOf", Set.of("system")))
                .containsExactly(new EntityRef("system", "shop", "checkout"));
        assertThat(node.targets("partOf", Set.of()))
                .containsExactly(
                        new EntityRef("component", "shop", "all"),
                        new EntityRef("system", "shop", "checkout"));
        assertThat(node.targets("hasPart", Set.of())).isEmpty();
    }
}
