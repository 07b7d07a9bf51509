package dev.portico.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GraphQlMutationsTest {
    private static final String TARGET =
            "https://git.example.com/acme/mutations/src/branch/main/catalog-info.yaml";

    @Test
    void aLocationIsRegisteredChangedAndRemoved() {
        Answer registered =
                Answer.to(
                        "mutation { registerLocation(target: \"%s\") { position location { id type target source } } }"
                                .formatted(TARGET));
        String id = (String) registered.at("/registerLocation/location/id");
        assertThat(registered.at("/registerLocation/location/type")).isEqualTo("url");
        assertThat(registered.at("/registerLocation/location/source")).isEqualTo("location:" + id);
        assertThat(registered.at("/registerLocation/position")).isEqualTo(registered.position());

        Answer.to("mutation { registerLocation(target: \"%s\") { position } }".formatted(TARGET))
                .error();

        Answer updated =
                Answer.to(
                        "mutation { updateLocation(id: \"%s\", target: \"%s\") { location { id target } } }"
                                .formatted(id, TARGET + "?x"));
        assertThat(updated.at("/updateLocation/location/id")).isEqualTo(id);
        assertThat(updated.at("/updateLocation/location/target")).isEqualTo(TARGET + "?x");
        assertThat(
                        Answer.to("{ location(id: \"%s\") { target } }".formatted(id))
                                .at("/location/target"))
                .isEqualTo(TARGET + "?x");

        Answer removed = Answer.to("mutation { removeLocation(id: \"%s\") { id } }".formatted(id));
        assertThat(removed.at("/removeLocation/id")).isEqualTo(id);
        assertThat(Answer.to("{ location(id: \"%s\") { target } }".formatted(id)).at("/location"))
                .isNull();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertCode(
                "mutation { removeLocation(id: \"00000000-0000-0000-0000-000000000000\") { id } }",
                "NOT_FOUND");
        assertCode("mutation { refreshSource(name: \"git:none\") { target } }", "NOT_FOUND");
        assertCode(
                "mutation { refreshEntity(ref: \"component:graphql/none\") { target } }",
                "NOT_FOUND");
    }

    @Test
    void aLocationOfAForbiddenTypeIsInvalidInput() {
        assertCode(
                "mutation { registerLocation(type: \"file\", target: \"/etc/passwd\") { position } }",
                "INVALID_INPUT");
    }

    private static void assertCode(String mutation, String code) {
        assertThat(Answer.to(mutation).error().object("extensions").text("code")).contains(code);
    }
}
