package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Gates;
import dev.portico.platform.json.JsonObject;
import org.junit.jupiter.api.Test;

class AnalyzeLocationResourceTest {
    private final AnalyzeLocationResource resource =
            new AnalyzeLocationResource(RestSample.catalog(), Gates.open());

    @Test
    void knownRepositoryShowsItsEntities() {
        JsonObject answer = analyze("https://git.example.com/acme/rest/");

        assertThat(answer.objects("existingEntityFiles")).hasSize(6);
        assertThat(answer.objects("existingEntityFiles"))
                .allMatch(file -> Boolean.TRUE.equals(file.value("isRegistered")));
        assertThat(answer.list("generateEntities")).isEmpty();
    }

    @Test
    void unknownRepositoryGetsASuggestion() {
        assertThat(analyze("https://github.com/acme/new.git").toJson())
                .isEqualTo(
                        "{\"existingEntityFiles\":[],\"generateEntities\":[{\"entity\":"
                                + "{\"apiVersion\":\"backstage.io/v1alpha1\",\"kind\":\"Component\","
                                + "\"metadata\":{\"name\":\"new\",\"annotations\":"
                                + "{\"github.com/project-slug\":\"acme/new\"}},"
                                + "\"spec\":{\"type\":\"other\",\"lifecycle\":\"unknown\"}},"
                                + "\"fields\":[]}]}");
    }

    @Test
    void whatIsNoUrlIsRejected() {
        for (String target : new String[] {"nonsense", "https://github.com", "a b", "/srv/x"}) {
            assertThatThrownBy(() -> analyze(target))
                    .hasMessageStartingWith("The given location.target is not a URL");
        }
    }

    private JsonObject analyze(String target) {
        return Requests.object(
                resource.analyze(
                        Requests.uri(""),
                        Requests.json(),
                        Requests.body("{'location':{'type':'url','target':'" + target + "'}}")));
    }
}
