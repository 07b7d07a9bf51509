package dev.portico.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.portico.access.Directory;
import dev.portico.access.SignIn;
import dev.portico.model.EntityRef;
import dev.portico.test.RealKeycloak;
import dev.portico.test.SampleRepo;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Signing in at a real Keycloak, as a browser does it: its pages, its cookies, its tokens, its
/// word that someone has signed out. People are those of a real repository.
@Tag("long")
@ExtendWith(RealKeycloak.class)
@QuarkusTest
@TestProfile(KeycloakSignInTest.WithKeycloak.class)
class KeycloakSignInTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final EntityRef ANN = EntityRef.parse("user:default/ann");
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    @Inject Directory directory;

    @ConfigProperty(name = "portico.access.providers.corp.issuer")
    String realm;

    /// A program with Keycloak as its provider and a repository that says who works here.
    public static final class WithKeycloak implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(RealKeycloak.class));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "portico.access.admins", "group:default/platform",
                    "portico.source.git.repositories[0].url", repository().toString(),
                    "portico.source.git.repositories[0].trust", "platform");
        }

        private static Path repository() {
            try {
                Path parent = Files.createDirectories(Path.of("target", "test-data"));
                Path folder = Files.createTempDirectory(parent.toAbsolutePath(), "people-");
                SampleRepo.create(folder).commit("catalog-info.yaml", PEOPLE);
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static final String PEOPLE =
                """
                apiVersion: backstage.io/v1alpha1
                kind: User
                metadata: {name: ann}
                spec: {profile: {email: ann@example.com}, memberOf: [orders]}
                ---
                apiVersion: backstage.io/v1alpha1
                kind: Group
                metadata: {name: orders}
                spec: {type: team, children: []}
                ---
                apiVersion: backstage.io/v1alpha1
                kind: Group
                metadata: {name: platform}
                spec: {type: team, children: []}
                """;
    }

    @BeforeEach
    void untilTheCatalogKnowsAnn() {
        await().atMost(SOON).until(() -> directory.exists(ANN));
    }

    @Test
    void signsInWhomTheCatalogKnowsWithTheGroupsOfBoth() {
        Browser browser = new Browser();
        Response done = signIn(browser, new Browser(), "ann", "anns-password");

        assertThat(done.statusCode()).as(done.asString()).isEqualTo(303);
        assertThat(Browser.path(done)).isEqualTo("/sources");
        assertThat(browser.cookies).containsOnlyKeys(SignIn.COOKIE);
        assertThat(browser.viewer("type")).isEqualTo("USER");
        assertThat(browser.viewer("name")).isEqualTo("user:default/ann");
        assertThat(browser.viewer("owns"))
                .contains("group:default/orders", "group:default/platform", "group:default/guild");
        assertThat(browser.viewer("admin")).isEqualTo("true");
        assertThat(browser.viewer("credential")).isEqualTo("OIDC corp");
    }

    @Test
    void whomTheCatalogDoesNotKnowSeesWhatKeycloakSaid() {
        Browser browser = new Browser();
        Response page = signIn(browser, new Browser(), "eve", "eves-password");

        page.then()
                .statusCode(403)
                .body(containsString("The catalog does not know you"))
                .body(containsString("eve@example.com"))
                .body(containsString("preferred_username"))
                .body(containsString("spec.profile.email"))
                .body(containsString("portico.access.providers.corp.user-claim"));
        assertThat(browser.cookies).doesNotContainKey(SignIn.COOKIE);
        assertThat(browser.viewer("type")).isEqualTo("ANONYMOUS");
    }

    @Test
    void signingOutAtKeycloakEndsThatSessionAndNoOther() {
        Browser here = new Browser();
        Browser keycloak = new Browser();
        signIn(here, keycloak, "ann", "anns-password");
        Browser elsewhere = new Browser();
        signIn(elsewhere, new Browser(), "ann", "anns-password");
        assertThat(here.viewer("name")).isEqualTo("user:default/ann");

        Response asked = keycloak.get(realm + "/protocol/openid-connect/logout");
        assertThat(asked.statusCode()).isEqualTo(200);
        Response out = submit(keycloak, asked.asString(), Map.of());
        assertThat(out.statusCode()).as(out.asString()).isEqualTo(200);

        await().atMost(SOON).until(() -> here.viewer("type").equals("ANONYMOUS"));
        assertThat(elsewhere.viewer("name")).isEqualTo("user:default/ann");
    }

    @Test
    void aTokenThatIsMeantForThisProgramCountsAndAnotherDoesNot() {
        String token = token("shell");
        assertThat(who(token, "name")).isEqualTo("user:default/ann");
        assertThat(who(token, "owns")).contains("group:default/orders", "group:default/platform");
        assertThat(who(token, "admin")).isEqualTo("true");

        given().header("Authorization", "Bearer " + token("elsewhere"))
                .get("/api/catalog/entities")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + token.substring(0, token.length() - 8))
                .get("/api/catalog/entities")
                .then()
                .statusCode(401);
    }

    private String token(String client) {
        Response answer =
                given().formParam("grant_type", "password")
                        .formParam("client_id", client)
                        .formParam("username", "ann")
                        .formParam("password", "anns-password")
                        .post(realm + "/protocol/openid-connect/token");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath().getString("access_token");
    }

    private static String who(String token, String field) {
        return given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body("{\"query\": \"{ viewer { " + field + " } }\"}")
                .post("/graphql")
                .jsonPath()
                .getString("data.viewer." + field);
    }

    /// From the page with the button to where the program leads whom it knows, or what it says to
    /// whom it does not.
    ///
    /// @param keycloak what the same browser keeps for Keycloak
    private Response signIn(Browser browser, Browser keycloak, String name, String password) {
        Response start = browser.get("/sign-in/start/corp?return=/sources");
        assertThat(start.statusCode()).isEqualTo(303);
        Response away = browser.get(Browser.path(start));
        assertThat(away.statusCode()).as(away.asString()).isEqualTo(302);
        String there = away.header("Location");
        assertThat(there).startsWith(realm + "/protocol/openid-connect/auth?");

        Response form = follow(keycloak, there);
        assertThat(form.statusCode()).as(form.asString()).isEqualTo(200);
        Response back =
                submit(
                        keycloak,
                        form.asString(),
                        Map.of("username", name, "password", password, "credentialId", ""));
        assertThat(back.statusCode()).as(back.asString()).isEqualTo(302);
        Response returned = follow(browser, back.header("Location"));
        return returned.statusCode() == 302 ? browser.get(Browser.path(returned)) : returned;
    }

    private static Response follow(Browser browser, String url) {
        return browser.keep(browser.open().urlEncodingEnabled(false).get(url));
    }

    /// Sends the form of a page, with what is hidden in it.
    private Response submit(Browser browser, String page, Map<String, String> fields) {
        Matcher action = ACTION.matcher(page);
        assertThat(action.find()).as(page).isTrue();
        var request = browser.open().urlEncodingEnabled(false);
        request.contentType("application/x-www-form-urlencoded; charset=utf-8").formParams(fields);
        Matcher hidden = HIDDEN.matcher(page);
        while (hidden.find()) {
            if (!fields.containsKey(hidden.group(1))) {
                request.formParam(hidden.group(1), hidden.group(2));
            }
        }
        String target = action.group(1).replace("&amp;", "&");
        return browser.keep(request.post(URI.create(realm).resolve(target).toString()));
    }
}
