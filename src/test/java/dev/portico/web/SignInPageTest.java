package dev.portico.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.portico.access.AuditRecord;
import dev.portico.access.AuditTrail;
import dev.portico.access.Directory;
import dev.portico.access.SignIn;
import dev.portico.access.Viewer;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Signing in with a browser, at a provider that stands in for one, and all that goes with it.
@QuarkusTest
@TestProfile(SignInPageTest.WithProvider.class)
class SignInPageTest {
    @Inject SignIn signIn;
    @Inject AuditTrail audit;

    /// A program with a provider, and Ann in its catalog.
    public static final class WithProvider implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "portico.access.providers.corp.issuer", new StandInProvider().url(),
                    "portico.access.providers.corp.client-id", "portico",
                    "portico.access.providers.corp.client-secret",
                            "a-secret-of-more-than-32-chars-1",
                    "portico.access.providers.corp.title", "Acme login",
                    "portico.access.providers.corp.groups-claim", "groups",
                    "portico.access.admins", "group:default/platform");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(People.class);
        }
    }

    /// Knows Ann alone.
    @Alternative
    @Singleton
    public static final class People implements Directory {
        private static final EntityRef ANN = EntityRef.parse("user:default/ann");

        @Override
        public Set<String> groups(EntityRef user) {
            return user.equals(ANN) ? Set.of("group:default/orders") : Set.of();
        }

        @Override
        public boolean exists(EntityRef user) {
            return user.equals(ANN);
        }

        @Override
        public Optional<EntityRef> find(String key, String value) {
            return key.equals("spec.profile.email") && value.equals("ann@example.com")
                    ? Optional.of(ANN)
                    : Optional.empty();
        }

        @Override
        public JsonObject profile(EntityRef user) {
            return JsonObject.EMPTY.with("displayName", "Ann Arbor");
        }

        @Override
        public long version() {
            return 1;
        }
    }

    private static JsonObject person(String mail) {
        return JsonObject.EMPTY.with("email", mail).with("name", "Ann <b>Arbor</b>");
    }

    @Test
    void withoutSigningInOneIsNobody() {
        Browser browser = new Browser();
        assertThat(browser.viewer("type")).isEqualTo("ANONYMOUS");
        browser.get("/sign-in")
                .then()
                .statusCode(200)
                .body(containsString("Acme login"))
                .body(not(containsString("Developer mode")));
        browser.get("/sign-in/start/none").then().statusCode(404);
    }

    @Test
    void whomTheCatalogKnowsIsSignedInAndGoesOn() {
        Browser browser = new Browser();
        Response done =
                browser.signIn("/sources/self", person("ann@example.com").with("groups", "x"));

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(Browser.path(done)).isEqualTo("/sources/self");
        assertThat(done.getDetailedCookie(SignIn.COOKIE))
                .satisfies(
                        cookie -> {
                            assertThat(cookie.isHttpOnly()).isTrue();
                            assertThat(cookie.getSameSite()).isEqualToIgnoringCase("Lax");
                            assertThat(cookie.getPath()).isEqualTo("/");
                            assertThat(cookie.getMaxAge()).isEqualTo(12 * 3600);
                        });
        assertThat(browser.cookies).containsOnlyKeys(SignIn.COOKIE);
        assertThat(browser.viewer("name")).isEqualTo("user:default/ann");
        assertThat(browser.viewer("owns")).contains("group:default/orders");
        assertThat(browser.viewer("admin")).isEqualTo("false");
        assertThat(browser.viewer("credential")).isEqualTo("OIDC corp");
    }

    @Test
    void eachSignInHasItsOwnSessionAndSigningOutEndsIt() {
        Browser browser = new Browser();
        browser.cookies.put(SignIn.COOKIE, "known-to-someone-else");
        browser.signIn("/", person("ann@example.com"));
        String first = browser.cookies.get(SignIn.COOKIE);
        assertThat(first).isNotEqualTo("known-to-someone-else");
        browser.signIn("/", person("ann@example.com"));
        assertThat(browser.cookies.get(SignIn.COOKIE)).isNotEqualTo(first);

        browser.keep(browser.open().post("/sign-out")).then().statusCode(303);
        assertThat(browser.cookies).isEmpty();
        assertThat(browser.viewer("type")).isEqualTo("ANONYMOUS");
    }

    @Test
    void aGroupOfTheProviderCountsWhereItIsConfigured() {
        Browser browser = new Browser();
        browser.signIn("/", person("ann@example.com").with("groups", List.of("platform")));
        assertThat(browser.viewer("admin")).isEqualTo("true");
    }

    @Test
    void whomTheCatalogDoesNotKnowSeesWhatWasCompared() {
        Browser browser = new Browser();
        Response page = browser.signIn("/", person("eve@example.com"));
        page.then()
                .statusCode(403)
                .body(containsString("The catalog does not know you"))
                .body(containsString("eve@example.com"))
                .body(containsString("portico.access.providers.corp.user-claim"))
                .body(not(containsString("<b>Arbor</b>")));
        assertThat(browser.cookies).doesNotContainKey(SignIn.COOKIE);
    }

    @Test
    void aStateThatIsNotOnesOwnSignsNobodyIn() {
        Browser victim = new Browser();
        Response answer =
                victim.open()
                        .queryParam("code", StandInProvider.code(person("ann@example.com")))
                        .queryParam("state", "made-up")
                        .get("/sign-in/with/corp");
        assertThat(answer.statusCode()).isIn(302, 401);
        assertThat(answer.getCookie(SignIn.COOKIE)).isNull();
        Browser other = new Browser();
        Response page = other.signIn("//evil.example.com/", person("ann@example.com"));
        assertThat(page.header("Location")).doesNotContain("evil");
    }

    @Test
    void anAdminsLinkSignsInOnceAndLookingAtItDoesNot() {
        URI link = signIn.createAdminLink(Viewer.LOCAL).url();
        String path = link.getPath() + "?" + link.getQuery();
        new Browser().get(path).then().statusCode(200).body(containsString("Sign in as admin"));
        new Browser().get(path).then().statusCode(200);
        Browser browser = new Browser();
        String secret = Browser.query(link.toString()).get("secret");
        browser.keep(browser.open().formParam("secret", secret).post("/sign-in/link"))
                .then()
                .statusCode(303);
        assertThat(browser.viewer("name")).isEqualTo("local");
        assertThat(browser.viewer("admin")).isEqualTo("true");
        new Browser()
                .open()
                .formParam("secret", secret)
                .post("/sign-in/link")
                .then()
                .statusCode(401)
                .body(containsString("./portico admin-link"));
    }

    @Test
    void theAuditHasSignInsThatWereRefusedAndSigningOut() {
        Browser browser = new Browser();
        browser.signIn("/", person("ann@example.com"));
        browser.keep(browser.open().post("/sign-out")).then().statusCode(303);
        String unknown = "eve-" + UUID.randomUUID() + "@example.com";
        new Browser().signIn("/", person(unknown)).then().statusCode(403);

        Awaitility.await()
                .untilAsserted(
                        () -> {
                            List<AuditRecord> records =
                                    audit.newest(AuditTrail.Filter.ALL, null, 1_000);
                            assertThat(records)
                                    .anyMatch(is("user:default/ann", "sign-in", "provider:corp"))
                                    .anyMatch(is("user:default/ann", "sign-out", "here"))
                                    .anyMatch(
                                            record ->
                                                    is("anonymous", "sign-in", "provider:corp")
                                                                    .test(record)
                                                            && String.valueOf(record.reason())
                                                                    .contains(unknown));
                            assertThat(records)
                                    .filteredOn(is("user:default/ann", "sign-in", "provider:corp"))
                                    .allSatisfy(
                                            record ->
                                                    assertThat(record.address())
                                                            .isEqualTo("127.0.0.1"));
                        });
    }

    private static Predicate<AuditRecord> is(String actor, String act, String target) {
        return record ->
                record.actor().equals(actor)
                        && record.act().equals(act)
                        && record.target().equals(target);
    }
}
