package dev.portico.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.portico.access.SignIn;
import dev.portico.platform.json.JsonObject;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A Backstage frontend whose users sign in at the program's provider.
@QuarkusTest
@TestProfile(SignInPageTest.WithProvider.class)
class BackstageSignInTest {
    private static RequestSpecification script(Browser browser) {
        return browser.open().header("X-Requested-With", "XMLHttpRequest");
    }

    @Test
    void whatIsNotOfferedIsNotFound() {
        Browser browser = new Browser();
        script(browser)
                .get("/api/auth/guest/refresh")
                .then()
                .statusCode(404)
                .body("error.name", equalTo("NotFoundError"));
        script(browser)
                .get("/api/auth/github/refresh?optional&env=production")
                .then()
                .statusCode(404)
                .body("error.name", equalTo("NotFoundError"));
    }

    @Test
    void withoutASessionOrFromAFormThereIsNoToken() {
        Browser browser = new Browser();
        script(browser)
                .get("/api/auth/corp/refresh?optional&env=production")
                .then()
                .statusCode(401)
                .body("error.name", equalTo("AuthenticationError"));
        browser.open().post("/api/auth/corp/refresh").then().statusCode(401);
        given().get("/api/auth/v1/userinfo").then().statusCode(401);
        given().get("/api/app/.backstage/auth/v1/cookie").then().statusCode(401);
    }

    @Test
    void aPopUpSignsInAndTheFrontendGetsTokens() {
        Browser browser = new Browser();
        Response start =
                browser.get(
                        "/api/auth/corp/start?env=production&scope=&origin=http%3A%2F%2Flocalhost");
        assertThat(start.statusCode()).isEqualTo(303);
        assertThat(Browser.path(start)).isEqualTo("/sign-in/start/corp");
        String back = Browser.query(start.header("Location")).get("return");
        assertThat(back).startsWith("/api/auth/corp/handler/frame?origin=");
        browser.signIn("/", JsonObject.EMPTY.with("email", "ann@example.com").with("name", "Ann"));
        browser.get("/api/auth/corp/handler/frame")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("script-src 'nonce-"))
                .body(containsString("\"userEntityRef\":\"user:default/ann\""));
        browser.get("/api/auth/corp/handler/frame?origin=https://evil.example.com")
                .then()
                .statusCode(403);

        Response refreshed = script(browser).get("/api/auth/corp/refresh?optional&env=production");
        refreshed
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .body("profile.displayName", equalTo("Ann Arbor"))
                .body("backstageIdentity.identity.userEntityRef", equalTo("user:default/ann"))
                .body(
                        "backstageIdentity.identity.ownershipEntityRefs",
                        hasItems("user:default/ann", "group:default/orders"));
        String token = refreshed.jsonPath().getString("backstageIdentity.token");
        given().header("Authorization", "Bearer " + token)
                .get("/api/auth/v1/userinfo")
                .then()
                .statusCode(200)
                .body("claims.sub", equalTo("user:default/ann"));

        Browser other = new Browser();
        other.keep(
                        other.open()
                                .header("Authorization", "Bearer " + token)
                                .get("/api/app/.backstage/auth/v1/cookie"))
                .then()
                .statusCode(200);
        assertThat(other.viewer("name")).isEqualTo("user:default/ann");
        other.keep(other.open().delete("/api/app/.backstage/auth/v1/cookie"))
                .then()
                .statusCode(204);
        assertThat(other.viewer("type")).isEqualTo("ANONYMOUS");

        browser.keep(script(browser).post("/api/auth/corp/logout?env=production"))
                .then()
                .statusCode(200);
        assertThat(browser.cookies).doesNotContainKey(SignIn.COOKIE);
        script(browser).get("/api/auth/corp/refresh").then().statusCode(401);
    }

    /// A page of another origin opens the window; a browser takes it from that page at the first
    /// answer that says `same-origin`, be it a redirect.
    @Test
    void noAnswerOnTheWayTakesThePopUpFromThePageThatOpenedIt() {
        Browser browser = new Browser();
        Response start = browser.get("/api/auth/corp/start?env=production");
        List<Response> way = new ArrayList<>(List.of(start));
        way.add(browser.get("/sign-in/start/corp?return=/"));
        way.add(new Browser().get("/sign-in/with/corp"));
        way.add(
                browser.signIn(
                        "/", JsonObject.EMPTY.with("email", "ann@example.com").with("name", "A")));
        way.add(browser.get("/api/auth/corp/handler/frame"));

        assertThat(way)
                .allSatisfy(
                        answer ->
                                assertThat(answer.headers().getValues("Cross-Origin-Opener-Policy"))
                                        .containsExactly("unsafe-none"));
        assertThat(browser.get("/sign-in").header("Cross-Origin-Opener-Policy"))
                .isEqualTo("same-origin");
    }
}
