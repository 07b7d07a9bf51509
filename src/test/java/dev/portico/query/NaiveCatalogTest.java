package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NaiveCatalogTest {
    private final NaiveCatalog catalog =
            new NaiveCatalog()
                    .put(component("b", "Java", "web"))
                    .put(component("a", "java"))
                    .put(component("c"));

    @Test
    void rowsRepeatAnEntityPerValueAndDropThoseWithout() {
        PageRequest byTag =
                new PageRequest(
                        EntityFilter.ALL,
                        null,
                        List.of(new OrderBy("metadata.tags", false)),
                        PageRequest.Rows.PER_VALUE,
                        null,
                        false,
                        0,
                        10,
                        true);
        Page page = catalog.query(byTag);
        assertThat(page.rows())
                .extracting(row -> row.key().values().getFirst())
                .containsExactly("java", "java", "web");
        assertThat(page.total()).isEqualTo(2);
    }

    @Test
    void facetsKeepTheCaseWritten() {
        assertThat(catalog.facets(List.of("metadata.tags"), EntityFilter.ALL).get("metadata.tags"))
                .containsExactly(
                        new FacetCount("Java", 1),
                        new FacetCount("java", 1),
                        new FacetCount("web", 1));
    }

    @Test
    void relationsShowOnBothEndsAndInTheEntity() {
        EntityRef a = EntityRef.parse("component:a");
        EntityRef gone = EntityRef.parse("group:gone");
        catalog.relate(new RelationPair(a, "ownedBy", gone, "ownerOf"));
        assertThat(catalog.find(a).orElseThrow().entity().relations())
                .extracting(it -> it.type() + " " + it.target())
                .containsExactly("ownedBy group:default/gone");
        assertThat(catalog.path(gone, a, Set.of()).orElseThrow())
                .extracting(it -> it.type())
                .containsExactly("ownerOf");
        assertThat(catalog.count(EntityFilter.equal("relations.ownedBy", "GROUP:default/gone")))
                .isEqualTo(1);
    }

    private static Entity component(String name, String... tags) {
        return new Entity(
                JsonObject.parse(
                                """
                                {"apiVersion":"backstage.io/v1alpha1","kind":"Component",
                                 "metadata":{"name":"%s"}}"""
                                        .formatted(name))
                        .with(
                                "metadata",
                                JsonObject.EMPTY.with("name", name).with("tags", List.of(tags))));
    }
}
