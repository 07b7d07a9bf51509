package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FacetsResourceTest {
    private final FacetsResource resource = new FacetsResource(RestSample.catalog());

    @Test
    void countsValuesUnderTheNameAsked() {
        assertThat(get("facet=Kind&facet=spec.nope&filter=kind=component&filter=kind=api"))
                .isEqualTo(
                        "{\"facets\":{\"Kind\":[{\"value\":\"API\",\"count\":1},"
                                + "{\"value\":\"Component\",\"count\":3}],\"spec.nope\":[]}}");
    }

    @Test
    void postTakesAPredicate() {
        assertThat(post("{'facets':['relations.ownedBy',''],'query':{'kind':'component'}}"))
                .isEqualTo(
                        "{\"facets\":{\"relations.ownedBy\":["
                                + "{\"value\":\"group:default/rest-team\",\"count\":1}]}}");
    }

    @Test
    void facetIsRequired() {
        assertThatThrownBy(() -> get("filter=kind=api"))
                .hasMessage("request/query must have required property 'facet'");
        assertThatThrownBy(() -> get("facet=")).hasMessage("Missing facet parameter");
        assertThatThrownBy(() -> post("{'facets':[]}"))
                .hasMessage("Missing or empty facets parameter");
    }

    private String get(String query) {
        return Requests.text(resource.get(Requests.uri(query)));
    }

    private String post(String body) {
        return Requests.text(resource.post(Requests.uri(""), Requests.json(), Requests.body(body)));
    }
}
