package dev.portico.api.graphql;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer to a GraphQL request, for tests.
record Answer(JsonObject json) {
    static Answer to(String query) {
        return to(query, Map.of(), Map.of());
    }

    static Answer to(String query, Map<String, ?> variables, Map<String, String> headers) {
        String body =
                given().contentType(ContentType.JSON)
                        .headers(headers)
                        .body(Map.of("query", query, "variables", variables))
                        .post("/graphql")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        return new Answer(JsonObject.parse(body));
    }

    /// The value at a JSON pointer in the data; fails when there are errors.
    @Nullable Object at(String pointer) {
        assertThat(json.has("errors")).as(json.toJson()).isFalse();
        return JsonValues.at(json.value("data"), pointer);
    }

    /// The only error.
    JsonObject error() {
        List<JsonObject> errors = json.objects("errors");
        assertThat(errors).as(json.toJson()).hasSize(1);
        return errors.getFirst();
    }

    void failsWith(String code, String message) {
        assertThat(error().text("message")).contains(message);
        assertThat(error().object("extensions").text("code")).contains(code);
    }

    long position() {
        return (Long) json.object("extensions").value("position");
    }
}
