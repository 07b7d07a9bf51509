package dev.portico.access.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

/// Who is told to have asked, and how refusals look on each edge.
@QuarkusTest
class AuthenticationTest {
    private static final String WHO = "{\"query\": \"{ viewer { type name owns admin } }\"}";

    private static RequestSpecification who() {
        return given().contentType(ContentType.JSON).body(WHO);
    }

    @Test
    void whoeverReachesADevelopersProgramIsItsAdmin() {
        who().post("/graphql")
                .then()
                .statusCode(200)
                .body("data.viewer.type", equalTo("LOCAL"))
                .body("data.viewer.name", equalTo("local"))
                .body("data.viewer.admin", equalTo(true));
    }

    @Test
    void orTheUserTheySayTheyAreAndThenNoAdmin() {
        who().header("Portico-User", "Ann")
                .post("/graphql")
                .then()
                .statusCode(200)
                .body("data.viewer.type", equalTo("USER"))
                .body("data.viewer.name", equalTo("user:default/ann"))
                .body("data.viewer.owns", hasItem("user:default/ann"))
                .body("data.viewer.admin", equalTo(false));
    }

    @Test
    void aTokenThatIsNoneIsRefusedInTheWordsOfTheEdge() {
        String why = "The token is none of this program's";
        given().header("Authorization", "Bearer abc")
                .get("/api/catalog/entities?limit=1")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .contentType("application/json")
                .body("error.name", equalTo("AuthenticationError"))
                .body("error.message", containsString(why))
                .body("request.url", equalTo("/entities?limit=1"))
                .body("response.statusCode", equalTo(401));
        given().header("Authorization", "Bearer abc")
                .get("/api/sources")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("detail", containsString(why));
        who().header("Authorization", "Bearer abc")
                .post("/graphql")
                .then()
                .statusCode(401)
                .body("errors[0].message", containsString(why))
                .body("errors[0].extensions.code", equalTo("UNAUTHENTICATED"));
        given().header("Authorization", "Basic YTpi")
                .get("/api/sources")
                .then()
                .statusCode(401)
                .body("detail", containsString("must be the word Bearer"));
    }

    @Test
    void routesThatAnswerEveryoneDoSoWithABadTokenToo() {
        given().header("Authorization", "Bearer abc").get("/q/health/live").then().statusCode(200);
        given().header("Authorization", "Bearer abc")
                .post("/api/tasks/00000000-0000-0000-0000-000000000000/callback?step=x")
                .then()
                .statusCode(404);
    }

    @Test
    void aNameThatMayBeAWebPagesIsRefused() {
        given().header("Host", "portico.evil.example.com")
                .get("/api/sources")
                .then()
                .statusCode(403)
                .body("detail", containsString("this one asks for portico.evil.example.com"));
    }

    @Test
    void aPageOfAnotherSiteDoesNotWrite() {
        who().header("Origin", "https://evil.example.com")
                .post("/graphql")
                .then()
                .statusCode(403)
                .body("errors[0].extensions.code", equalTo("FORBIDDEN"));
    }

    @Test
    void aHeaderThatNamesNoUserIsToldSo() {
        who().header("Portico-User", "group:default/x")
                .post("/graphql")
                .then()
                .statusCode(400)
                .body("errors[0].message", containsString("must name a user"));
    }

    @Test
    void aTokenIsWhoItWasMadeForUntilItIsRevoked() {
        Response made =
                given().contentType(ContentType.JSON)
                        .body(
                                """
                                {"query": "mutation { createToken(token: {name: \\"deploy\\",
                                subject: \\"service:deployer\\", scopes: [\\"catalog.*\\"]})
                                { secret token { id } } }"}
                                """
                                        .replace("\n", " "))
                        .post("/graphql");
        String secret = made.jsonPath().getString("data.createToken.secret");
        who().header("Authorization", "Bearer " + secret)
                .header("Host", "anything.example.com")
                .post("/graphql")
                .then()
                .statusCode(200)
                .body("data.viewer.type", equalTo("SERVICE"))
                .body("data.viewer.name", equalTo("service:deployer"))
                .body("data.viewer.admin", equalTo(false));
        given().contentType(ContentType.JSON)
                .body(
                        "{\"query\": \"mutation { revokeToken(id: \\\"%s\\\") { id } }\"}"
                                .formatted(made.jsonPath().getString("data.createToken.token.id")))
                .post("/graphql")
                .then()
                .statusCode(200)
                .body("errors", nullValue());
        given().header("Authorization", "Bearer " + secret)
                .get("/api/sources")
                .then()
                .statusCode(401)
                .body("detail", containsString("was revoked or has run out"));
        given().header("Authorization", "Bearer " + secret + "x")
                .get("/api/sources")
                .then()
                .statusCode(401)
                .body("detail", containsString("is not whole"));
    }

    @Test
    void aFrontendSignsInAsGuestAndIsAdmin() {
        Response guest =
                given().header("X-Requested-With", "XMLHttpRequest").get("/api/auth/guest/refresh");
        guest.then()
                .statusCode(200)
                .body("backstageIdentity.expiresInSeconds", equalTo(3600))
                .body("backstageIdentity.identity.type", equalTo("user"))
                .body("backstageIdentity.identity.userEntityRef", equalTo("user:default/guest"))
                .body(
                        "backstageIdentity.identity.ownershipEntityRefs",
                        hasItem("user:default/guest"))
                .body("profile", notNullValue());
        String token = guest.jsonPath().getString("backstageIdentity.token");
        who().header("Authorization", "Bearer " + token)
                .post("/graphql")
                .then()
                .body("data.viewer.name", equalTo("local"))
                .body("data.viewer.admin", equalTo(true));
        given().get("/api/auth/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .body("keys[0].kty", equalTo("EC"))
                .body("keys[0].d", nullValue());
        given().get("/api/app/.backstage/auth/v1/cookie")
                .then()
                .statusCode(200)
                .body("expiresAt", containsString("T"));
    }
}
