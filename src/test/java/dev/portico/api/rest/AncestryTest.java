package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.Location;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.NaiveCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;

class AncestryTest {
    private static final EntityRef GENERATED =
            new Location("", "url", RestSample.ORIGIN).entityRef();

    private final NaiveCatalog catalog = RestSample.catalog();

    @Test
    void locationWhoseTargetsMatchIsTheParent() {
        assertThat(parents("component:default/rest-orders"))
                .containsExactly(
                        "component:default/rest-orders <- [location:default/rest-all]",
                        "location:default/rest-all <- []");
    }

    @Test
    void registeredLocationIsTheRoot() {
        String generated =
                """
                {"kind":"Location","metadata":{"name":"%s","annotations":{
                 "backstage.io/managed-by-location":"url:%s",
                 "backstage.io/managed-by-origin-location":"url:%s"}},
                 "spec":{"type":"url","target":"%s"}}
                """
                        .formatted(
                                GENERATED.name(),
                                RestSample.ORIGIN,
                                RestSample.ORIGIN,
                                RestSample.ORIGIN);
        catalog.put(new Entity(JsonObject.parse(generated)));

        assertThat(parents("api:default/rest-orders-api"))
                .containsExactly(
                        "api:default/rest-orders-api <- [location:default/rest-all]",
                        "location:default/rest-all <- [" + GENERATED + "]",
                        GENERATED + " <- []");
    }

    @Test
    void entityWithoutAnnotationsHasNoParent() {
        catalog.put(
                new Entity(
                        JsonObject.parse("{\"kind\":\"API\",\"metadata\":{\"name\":\"bare\"}}")));

        assertThat(parents("api:default/bare")).containsExactly("api:default/bare <- []");
    }

    private List<String> parents(String ref) {
        return new Ancestry(catalog)
                .of(catalog.find(EntityRef.parse(ref)).orElseThrow()).stream()
                        .map(item -> item.entity().ref() + " <- " + item.parents())
                        .toList();
    }
}
