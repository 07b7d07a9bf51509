package dev.portico.access.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Audit;
import dev.portico.access.ExternalUrl;
import dev.portico.access.FakeDirectory;
import dev.portico.access.SignIn;
import dev.portico.access.Viewer;
import dev.portico.access.issuer.LogoutTokens;
import dev.portico.access.principal.Caller;
import dev.portico.access.store.SessionTable;
import dev.portico.access.token.Books;
import dev.portico.access.token.TokenText;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.sql.Sql;
import dev.portico.test.TestDatabase;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BrowserSessionsTest {
    private final Sql sql = new Sql(TestDatabase.fresh());
    private final SessionTable table = new SessionTable(sql);
    private final Books here = Books.on(sql);
    private final List<Audit.Entry> audited = new CopyOnWriteArrayList<>();
    private final BrowserSessions sessions =
            new BrowserSessions(
                    table,
                    here.follower(),
                    new ExternalUrl(
                            Optional.of(URI.create("https://portico.example.com/")), "x", 1),
                    new ProviderSignIn(
                            Map.of(),
                            new FakeDirectory(),
                            new LogoutTokens(
                                    Map.of(), OutgoingPolicy.of(List.of()), Clock.systemUTC()),
                            () -> Caller.identity(Viewer.ANONYMOUS)),
                    new SignInAudit(audited::add));

    private static String secret(SignIn.Link link) {
        assertThat(link.url().toString())
                .startsWith("https://portico.example.com/sign-in/link?secret=");
        return link.url().getQuery().substring("secret=".length());
    }

    @Test
    void aLinkSignsOneInAsAdminAndNoOther() {
        String secret = secret(sessions.createAdminLink(Viewer.LOCAL));
        SignIn.Session session = sessions.takeAdminLink(secret);

        assertThat(session.cookie()).hasSize(43).isNotEqualTo(secret);
        assertThat(session.validFor()).isEqualTo(Duration.ofHours(12));
        assertThat(here.who(session.cookie()).orElseThrow())
                .satisfies(
                        who -> {
                            assertThat(who.name()).isEqualTo("local");
                            assertThat(who.admin()).isTrue();
                            assertThat(who.credential()).isEqualTo("admin link");
                        });
        refused(secret);
        refused("");
        refused("x".repeat(43));
    }

    private void refused(String secret) {
        assertThatThrownBy(() -> sessions.takeAdminLink(secret))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED))
                .hasMessageContaining("./portico admin-link");
    }

    @Test
    void ofManyWhoUseALinkAtOnceOneIsSignedIn() throws Exception {
        String secret = secret(sessions.createAdminLink(Viewer.LOCAL));
        Callable<Boolean> attempt =
                () -> {
                    try {
                        sessions.takeAdminLink(secret);
                        return true;
                    } catch (PorticoException _) {
                        return false;
                    }
                };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long signedIn =
                    threads
                            .invokeAll(IntStream.range(0, 8).mapToObj(_ -> attempt).toList())
                            .stream()
                            .filter(BrowserSessionsTest::get)
                            .count();
            assertThat(signedIn).isEqualTo(1);
        }
    }

    private static boolean get(Future<Boolean> done) {
        try {
            return done.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLinkThatIsTooOldIsNone() {
        String secret = secret(sessions.createAdminLink(Viewer.LOCAL));
        sql.inTransaction(tx -> tx.update("update access_link set expires_at = clock_timestamp()"));
        refused(secret);
    }

    @Test
    void onlyAdminsMakeLinks() {
        for (Viewer viewer : new Viewer[] {Viewer.ANONYMOUS, Viewer.named("user:default/ann")}) {
            assertThatThrownBy(() -> sessions.createAdminLink(viewer))
                    .hasMessageStartingWith("Only an admin");
        }
    }

    @Test
    void aSessionThatEndedIsNone() {
        String cookie =
                sessions.takeAdminLink(secret(sessions.createAdminLink(Viewer.LOCAL))).cookie();
        Books there = Books.on(sql);
        there.follower().look();
        assertThat(there.who(cookie)).isPresent();
        sessions.end(cookie);

        assertThat(here.who(cookie)).isEmpty();
        there.follower().look();
        assertThat(there.who(cookie)).isEmpty();
    }

    @Test
    void theStartSaysHowToGetInOnceAndOnlyWhereNobodyCan() {
        assertThat(new FirstAdmin(false, sessions).text()).isEmpty();
        FirstAdmin needed = new FirstAdmin(true, sessions);
        String text = needed.text().orElseThrow();
        assertThat(text).contains("https://portico.example.com/sign-in/link?secret=");
        assertThat(needed.text()).contains(text);
    }

    @Test
    void whoSignsOutAtTheProviderIsSignedOutHere() {
        for (String session : List.of("s1", "s2")) {
            table.insert(
                    new SessionTable.NewSession(
                            TokenText.hash("cookie of " + session),
                            UUID.randomUUID(),
                            "user:default/ann",
                            false,
                            List.of(),
                            "OIDC corp",
                            "corp",
                            "ann-1",
                            session,
                            Duration.ofHours(1)));
        }
        here.follower().look();
        table.deleteOf("other", "ann-1", null);
        table.deleteOf("corp", "ann-1", "s3");
        table.deleteOf("corp", null, "s1");
        here.follower().look();
        assertThat(here.who("cookie of s1")).isEmpty();
        assertThat(here.who("cookie of s2")).isPresent();
        table.deleteOf("corp", "ann-1", null);
        here.follower().look();
        assertThat(here.who("cookie of s2")).isEmpty();
    }

    @Test
    void theAuditHasWhoCameInWhoWentAndWhoWasNotLetIn() {
        String secret = secret(sessions.createAdminLink(Viewer.LOCAL));
        String cookie = sessions.takeAdminLink(secret).cookie();
        refused(secret);
        sessions.end(cookie);
        sessions.end(cookie);
        assertThatThrownBy(() -> sessions.createAdminLink(Viewer.named("user:default/ann")))
                .hasMessageStartingWith("Only an admin");

        assertThat(audited.stream().map(BrowserSessionsTest::told))
                .containsExactly(
                        "local admin-link link DONE",
                        "local sign-in link DONE",
                        "anonymous sign-in link REFUSED",
                        "local sign-out here DONE",
                        "user:default/ann admin-link link REFUSED");
        assertThat(audited.get(1).viewer().credential()).isEqualTo("admin link");
        assertThat(audited.toString()).doesNotContain(secret, cookie);
    }

    private static String told(Audit.Entry entry) {
        return "%s %s %s %s"
                .formatted(entry.viewer().name(), entry.act(), entry.target(), entry.result());
    }
}
