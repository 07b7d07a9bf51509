package dev.portico.access.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.DeveloperMode;
import dev.portico.access.FakeDirectory;
import dev.portico.access.Origins;
import dev.portico.access.SignIn;
import dev.portico.access.Viewer;
import dev.portico.access.issuer.SignedTokens;
import dev.portico.access.issuer.TestTokens;
import dev.portico.access.principal.Caller;
import dev.portico.access.principal.Viewers;
import dev.portico.access.store.SessionTable;
import dev.portico.access.store.SessionTable.NewSession;
import dev.portico.access.token.Books;
import dev.portico.access.token.TokenText;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.sql.Sql;
import dev.portico.test.TestDatabase;
import dev.portico.test.TokenIssuer;
import io.quarkus.security.identity.SecurityIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is told to have sent a request, by all that it brings.
class CallersTest {
    private final Sql sql = new Sql(TestDatabase.fresh());
    private final Books books = Books.on(sql);
    private final TokenIssuer issuer = new TokenIssuer();
    private final FakeDirectory directory =
            new FakeDirectory()
                    .user(
                            "user:default/ann",
                            Set.of("group:default/orders"),
                            "spec.profile.email",
                            "ann@example.com");
    private final Viewers viewers = new Viewers(directory, List.of("group:default/platform"));
    private final Callers serving = callers(new DeveloperMode(false, true, "0.0.0.0"));
    private final Callers developing = callers(new DeveloperMode(false, false, "127.0.0.1"));

    private Callers callers(DeveloperMode mode) {
        return callers(mode, TestTokens.people(issuer, "https://portico.example.com", directory));
    }

    private Callers callers(DeveloperMode mode, SignedTokens signed) {
        return new Callers(
                mode,
                new CrossSite(new Origins(mode, List.of())),
                viewers,
                new Bearers(
                        books.book(),
                        books.follower(),
                        signed,
                        TestTokens.repositories(sql),
                        viewers));
    }

    @Test
    void aJobOfAnotherRepositoryByTheSameNameIsRefusedEachTime() {
        Callers callers =
                callers(
                        new DeveloperMode(false, true, "0.0.0.0"),
                        TestTokens.jobs(issuer, "https://portico.example.com"));
        AskedBy first = job("11");
        AskedBy squatter = job("12");
        assertThat(viewer(callers, first).name()).isEqualTo("ci:github/acme/orders");
        assertThat(callers.known(first)).isPresent();
        for (int i = 0; i < 2; i++) {
            assertThat(callers.known(squatter)).isEmpty();
            assertThatThrownBy(() -> callers.find(squatter))
                    .isInstanceOfSatisfying(
                            PorticoException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
                    .hasMessageContaining("known by the number 11");
        }
    }

    private AskedBy job(String repositoryId) {
        return AskedBy.get("/api/catalog/entities")
                .bearer(
                        issuer.token(
                                "https://portico.example.com",
                                Map.of(
                                        "repository", "acme/orders",
                                        "repository_id", repositoryId,
                                        "ref", "refs/heads/main",
                                        "sha", "0123456789012345678901234567890123456789",
                                        "event_name", "push")));
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    private static Viewer viewer(Callers callers, Asked request) {
        Optional<SecurityIdentity> known = callers.known(request);
        return Caller.viewer(known.orElseGet(() -> callers.find(request)));
    }

    private String session(String subject) {
        String secret = TokenText.random();
        new SessionTable(sql)
                .insert(
                        new NewSession(
                                TokenText.hash(secret),
                                UUID.randomUUID(),
                                subject,
                                false,
                                List.of(),
                                "OIDC corp",
                                null,
                                null,
                                null,
                                Duration.ofHours(1)));
        return secret;
    }

    @Test
    void whoBringsNothingIsNobodyWhereOthersReachIt() {
        assertThat(viewer(serving, AskedBy.get("/"))).isEqualTo(Viewer.ANONYMOUS);
        assertThat(viewer(serving, AskedBy.get("/").with("Portico-User", "user:default/ann")))
                .isEqualTo(Viewer.ANONYMOUS);
        assertThat(viewer(developing, AskedBy.get("/"))).isEqualTo(Viewer.LOCAL);
    }

    @Test
    void aPersonsTokenHasTheirGroups() {
        String token =
                issuer.token("https://portico.example.com", Map.of("email", "ann@example.com"));
        AskedBy request = AskedBy.get("/").bearer(token);
        assertThat(serving.known(request)).isEmpty();
        Viewer ann = viewer(serving, request);

        assertThat(ann.type()).isEqualTo(Viewer.Type.USER);
        assertThat(ann.owns())
                .containsExactlyInAnyOrder("user:default/ann", "group:default/orders");
        assertThat(ann.admin()).isFalse();
        assertThat(serving.known(request)).isPresent();

        directory.user("user:default/ann", Set.of("group:default/platform"));
        assertThat(viewer(serving, request).admin()).as("now in a group of admins").isTrue();
    }

    @Test
    void aSessionIsKnownAtOnceOnTheNextNode() {
        AskedBy request = AskedBy.get("/").withCookie(SignIn.COOKIE, session("user:default/ann"));
        assertThat(viewer(serving, request).name()).isEqualTo("user:default/ann");
        assertThat(viewer(developing, request).name()).isEqualTo("user:default/ann");
    }

    @Test
    void aSessionThatIsNoneCountsAsNothing() {
        AskedBy request = AskedBy.get("/").withCookie(SignIn.COOKIE, "made up");
        assertThat(viewer(serving, request)).isEqualTo(Viewer.ANONYMOUS);
        assertThat(viewer(developing, request)).isEqualTo(Viewer.LOCAL);
    }

    @Test
    void aPageOfAnotherSiteDoesNotWriteWithACookieButWithATokenItMay() {
        AskedBy cookie =
                AskedBy.post("/graphql")
                        .at("portico.example.com")
                        .with("Origin", "https://evil.example.com")
                        .withCookie(SignIn.COOKIE, session("user:default/ann"));
        assertThatThrownBy(() -> viewer(serving, cookie))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
        String token =
                issuer.token("https://portico.example.com", Map.of("email", "ann@example.com"));
        assertThat(viewer(serving, cookie.bearer(token)).name()).isEqualTo("user:default/ann");
    }

    @Test
    void aTokenThatIsNoGoodIsRefusedAlsoWhereNoneIsNeeded() {
        for (Callers callers : List.of(serving, developing)) {
            for (String token :
                    List.of("", "x", "portico_x", "portico_" + "0".repeat(49), "ey.ey.ey")) {
                AskedBy request = AskedBy.get("/").bearer(token);
                assertThatThrownBy(() -> viewer(callers, request))
                        .as(token)
                        .isInstanceOfSatisfying(
                                PorticoException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
            }
        }
    }

    @Test
    void rebindingAndNamesOfTheMachine() {
        for (String host : List.of("localhost:7007", "[::1]:7007", "127.0.0.1", "app.localhost")) {
            assertThat(viewer(developing, AskedBy.get("/").at(host))).isEqualTo(Viewer.LOCAL);
        }
        assertThat(viewer(developing, AskedBy.get("/").at(null))).isEqualTo(Viewer.LOCAL);
        for (String host :
                List.of("evil.example.com", "127.0.0.1.evil.example.com", "localhost.evil")) {
            assertThatThrownBy(() -> viewer(developing, AskedBy.get("/").at(host)))
                    .hasMessageContaining("this one asks for " + host);
            assertThat(
                            viewer(
                                    callers(new DeveloperMode(true, true, "0.0.0.0")),
                                    AskedBy.get("/").at(host)))
                    .isEqualTo(Viewer.LOCAL);
        }
    }
}
