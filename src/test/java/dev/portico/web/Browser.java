package dev.portico.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Plays a browser.
final class Browser {
    private static final String WHO =
            "{\"query\": \"{ viewer { type name owns admin credential } }\"}";

    final Map<String, String> cookies = new HashMap<>();

    RequestSpecification open() {
        return given().redirects().follow(false).cookies(cookies);
    }

    Response keep(Response response) {
        response.getDetailedCookies()
                .forEach(
                        cookie -> {
                            if (cookie.getMaxAge() == 0) {
                                cookies.remove(cookie.getName());
                            } else {
                                cookies.put(cookie.getName(), cookie.getValue());
                            }
                        });
        return response;
    }

    Response get(String path) {
        return keep(open().get(path));
    }

    /// Goes to the provider, is there whom the claims say, and comes back.
    Response signIn(String back, JsonObject claims) {
        Response start = get("/sign-in/start/corp?return=" + back);
        assertThat(start.statusCode()).isEqualTo(303);
        Response away = get(path(start));
        assertThat(away.statusCode()).isEqualTo(302);
        Map<String, String> asked = query(away.header("Location"));
        assertThat(asked).containsEntry("client_id", "portico").containsKey("code_challenge");
        assertThat(asked.get("scope")).contains("openid", "email");
        Response returned =
                keep(
                        open().queryParam(
                                        "code",
                                        StandInProvider.code(
                                                claims.with("nonce", asked.get("nonce"))))
                                .queryParam("state", asked.get("state"))
                                .get("/sign-in/with/corp"));
        return returned.statusCode() == 302 ? get(path(returned)) : returned;
    }

    String viewer(String field) {
        return open().contentType(ContentType.JSON)
                .body(WHO)
                .post("/graphql")
                .jsonPath()
                .getString("data.viewer." + field);
    }

    static String path(Response redirect) {
        return URI.create(redirect.header("Location")).getPath();
    }

    static Map<String, String> query(String url) {
        Map<String, String> query = new HashMap<>();
        for (String pair : URI.create(url).getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }
}
