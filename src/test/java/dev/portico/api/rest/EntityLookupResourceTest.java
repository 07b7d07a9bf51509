package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Gates;
import dev.portico.ownership.KnownAliases;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.IndexedEntity;
import dev.portico.query.NaiveCatalog;
import dev.portico.query.ViewerCatalogs;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityLookupResourceTest {
    private final NaiveCatalog catalog = RestSample.catalog();
    private final EntityLookupResource resource =
            new EntityLookupResource(
                    ViewerCatalogs.of(catalog, Gates.open()), KnownAliases.of(catalog));
    private final IndexedEntity orders = catalog.find(RestSample.ORDERS).orElseThrow();

    @Test
    void byNameAnswersTheStoredBytesWhateverTheCase() {
        Response response = byName("Component", "Default", "REST-orders", null);

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getEntity()).isEqualTo(orders.json());
        assertThat(response.getMediaType()).hasToString("application/json;charset=utf-8");
    }

    @Test
    void byUidAnswersTheSame() {
        Response response =
                resource.byUid(orders.uid(), Requests.uri(""), Requests.ifNoneMatch(null));

        assertThat(response.getEntity()).isEqualTo(orders.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"ETAG\"", "W/\"ETAG\"", "\"other\", \"ETAG\"", "*"})
    void knownVersionIsNotSentAgain(String header) {
        Response response =
                byName(
                        "component",
                        "default",
                        "rest-orders",
                        header.replace("ETAG", orders.etag()));

        assertThat(response.getStatus()).isEqualTo(304);
        assertThat(response.getHeaderString("ETag")).isEqualTo('"' + orders.etag() + '"');
        assertThat(response.getEntity()).isNull();
    }

    @Test
    void otherVersionIsSent() {
        assertThat(byName("component", "default", "rest-orders", "\"old\"").getStatus())
                .isEqualTo(200);
    }

    @Test
    void unknownNameIsNotFoundWithBackstagesWords() {
        assertThatThrownBy(() -> byName("Component", "default", "none", null))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessage(
                        "No entity named 'none' found, with kind 'Component' in namespace"
                                + " 'default'");
    }

    @Test
    void refsKeepOrderAndOnlyCanonicalOnesFindSomething() {
        JsonObject answer =
                byRefs(
                        "",
                        "{'entityRefs':['group:default/rest-team','Component:default/rest-orders',"
                                + "'nonsense','component:default/rest-orders',"
                                + "'component:default/none'],'fields':['metadata.name']}");

        assertThat(answer.toJson())
                .isEqualTo(
                        "{\"items\":[{\"metadata\":{\"name\":\"rest-team\"}},null,null,"
                                + "{\"metadata\":{\"name\":\"rest-orders\"}},null]}");
    }

    @Test
    void filterAndQueryMustBothHold() {
        String refs =
                "'entityRefs':['component:default/rest-orders','component:default/rest-payments',"
                        + "'component:default/rest-shop'],'fields':['metadata.name']";

        JsonObject answer =
                byRefs(
                        "filter=spec.type=service",
                        "{" + refs + ",'query':{'spec.lifecycle':'production'}}");

        assertThat(answer.toJson())
                .isEqualTo("{\"items\":[{\"metadata\":{\"name\":\"rest-orders\"}},null,null]}");
    }

    @Test
    void refsAreRequired() {
        assertThatThrownBy(() -> byRefs("", "{}"))
                .hasMessage("request/body must have required property 'entityRefs'");
        assertThatThrownBy(() -> byRefs("", "{'entityRefs':[1]}"))
                .hasMessage("request/body/entityRefs/0 must be string");
        assertThatThrownBy(() -> byRefs("fields=kind", "{'entityRefs':[]}"))
                .hasMessage("Unknown query parameter 'fields'");
    }

    private Response byName(String kind, String namespace, String name, @Nullable String known) {
        return resource.byName(
                kind, namespace, name, Requests.uri(""), Requests.ifNoneMatch(known));
    }

    private JsonObject byRefs(String query, String body) {
        return Requests.object(
                resource.byRefs(Requests.uri(query), Requests.json(), Requests.body(body))
                        .toCompletableFuture()
                        .join());
    }
}
