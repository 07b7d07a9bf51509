package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.access.Gates;
import dev.portico.catalog.KindRegistry;
import dev.portico.platform.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidateEntityResourceTest {
    private static final String API =
            "{'apiVersion':'backstage.io/v1alpha1','kind':'API','metadata':{'name':'orders'},"
                    + "'spec':{'type':'openapi','lifecycle':'production','owner':'team',"
                    + "'definition':{'$text':'./openapi.yaml'}}}";

    private final ValidateEntityResource resource =
            new ValidateEntityResource(KindRegistry::builtIn, Gates.open());

    @Test
    void goodEntityIsAnEmptyOk() {
        Response response = validate(API, "url:https://git.example.com/acme/orders");

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getEntity()).isNull();
    }

    @Test
    void everyProblemIsAnError() {
        Response response =
                validate(
                        API.replace("'orders'", "'not a name'").replace("'owner':'team',", ""),
                        "url:https://git.example.com/acme/orders");

        assertThat(response.getStatus()).isEqualTo(400);
        List<JsonObject> errors = Requests.object(response).objects("errors");
        assertThat(errors)
                .extracting(error -> error.text("pointer").orElse(""))
                .contains("/metadata/name")
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(errors).allMatch(error -> error.text("name").equals(Optional.of("InputError")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{'entity':{}} ~ request/body must have required property 'location'",
                "{'entity':{},'location':'file:/x'} ~ Invalid location ref file:/x, only"
                        + " 'url:<target>' is supported, e.g. url:https://host/path",
                "{'location':'url:x'} ~ request/body must have required property 'entity'",
            })
    void badRequestHasTheSameShape(String body, String message) {
        Response response =
                resource.validate(Requests.uri(""), Requests.json(), Requests.body(body));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(Requests.object(response).objects("errors"))
                .singleElement()
                .extracting(error -> error.text("message").orElse(""))
                .isEqualTo(message);
    }

    private Response validate(String entity, String location) {
        return resource.validate(
                Requests.uri(""),
                Requests.json(),
                Requests.body("{'entity':" + entity + ",'location':'" + location + "'}"));
    }
}
