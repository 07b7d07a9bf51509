package dev.portico.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portico.access.Access;
import dev.portico.access.Gates;
import dev.portico.access.StaticToken;
import dev.portico.access.TokenInfo;
import dev.portico.access.Tokens.Made;
import dev.portico.access.Tokens.Wanted;
import dev.portico.access.Viewer;
import dev.portico.access.principal.Principal;
import dev.portico.access.store.TokenTable;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.sql.Sql;
import dev.portico.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTokensTest {
    private static final Viewer ANN = Viewer.named("user:default/ann");
    private static final Viewer BOB = Viewer.named("user:default/bob");

    private final Sql sql = new Sql(TestDatabase.fresh());
    private final TokenTable table = new TokenTable(sql, Duration.ofDays(30));
    private final Access access = Gates.access();
    private final Books here = Books.on(sql);
    private final ApiTokens tokens = new ApiTokens(table, here.follower(), access);
    @TempDir private Path folder;

    private static Wanted wanted(String name, String subject, String... scopes) {
        return new Wanted(name, subject, scopes.length == 0 ? null : List.of(scopes), null);
    }

    @Test
    void aTokenIsWhoItWasMadeForUntilItIsRevokedOnEveryNode() {
        Books there = Books.on(sql);
        there.follower().look();
        Made made = tokens.create(wanted("deploy", "service:deployer", "catalog.*"), Viewer.LOCAL);
        String secret = made.text().value();

        assertThat(here.who(secret)).isPresent();
        assertThat(there.who(secret)).isEmpty();
        there.follower().look();
        Principal principal = there.who(secret).orElseThrow();
        assertThat(principal.type()).isEqualTo(Viewer.Type.SERVICE);
        assertThat(principal.name()).isEqualTo("service:deployer");
        assertThat(principal.scopes()).isEqualTo(new Viewer.Scopes(List.of("catalog.*")));
        assertThat(principal.credential())
                .isEqualTo("token deploy (" + made.info().id().substring(0, 8) + ")");

        tokens.revoke(made.info().id(), Viewer.LOCAL);
        assertThat(here.who(secret)).isEmpty();
        there.follower().look();
        assertThat(there.who(secret)).isEmpty();
    }

    @Test
    void theSecretIsNotInTheDatabase() {
        Made made = tokens.create(wanted("mine", null), ANN);
        String rows =
                sql.inTransaction(
                        tx ->
                                tx.queryOne(
                                                "select array_agg(t::text)::text as all from access_token t",
                                                row -> row.getString("all"))
                                        .orElseThrow());
        assertThat(rows)
                .contains(TokenText.hash(made.text().value()))
                .doesNotContain(made.text().value().substring(8));
        assertThat(made.toString()).doesNotContain(made.text().value());
    }

    @Test
    void whoMayMakeWhich() {
        refused(ErrorCode.FORBIDDEN, wanted("x", "service:deployer"), ANN);
        refused(ErrorCode.FORBIDDEN, wanted("x", "user:default/bob"), ANN);
        refused(ErrorCode.UNAUTHENTICATED, wanted("x", "service:deployer"), Viewer.ANONYMOUS);
        refused(ErrorCode.INVALID_INPUT, wanted("x", null), Viewer.LOCAL);
        refused(ErrorCode.INVALID_INPUT, wanted(" ", null), ANN);
        refused(ErrorCode.INVALID_INPUT, wanted("x".repeat(101), null), ANN);
        refused(ErrorCode.INVALID_INPUT, wanted("x", "service:A b"), Viewer.LOCAL);
        refused(ErrorCode.INVALID_INPUT, wanted("x", "group:default/a"), Viewer.LOCAL);
        refused(ErrorCode.INVALID_INPUT, wanted("x", null, "catalog.entity.raed"), ANN);
        refused(ErrorCode.INVALID_INPUT, new Wanted("x", null, List.of(), null), ANN);
        refused(ErrorCode.INVALID_INPUT, new Wanted("x", null, null, Duration.ZERO), ANN);
        refused(ErrorCode.INVALID_INPUT, new Wanted("x", null, null, Duration.ofDays(3661)), ANN);

        Made own = tokens.create(wanted("mine", "user:default/ann"), ANN);
        assertThat(own.info().subject()).isEqualTo("user:default/ann");
        assertThat(own.info().expiresAt())
                .isCloseTo(
                        own.info().createdAt().plus(Duration.ofDays(90)),
                        Assertions.within(1, ChronoUnit.SECONDS));
        assertThat(tokens.create(wanted("for bob", "bob"), Viewer.LOCAL).info().subject())
                .isEqualTo("user:default/bob");
    }

    @Test
    void aTokenMakesNoneThatMayMore() {
        Viewer limited =
                new Viewer(
                        Viewer.Type.USER,
                        "user:default/ann",
                        ANN.owns(),
                        false,
                        new Viewer.Scopes(List.of("catalog.*")),
                        "token",
                        ANN.claims(),
                        null);
        refused(ErrorCode.FORBIDDEN, wanted("x", null), limited);
        refused(ErrorCode.FORBIDDEN, wanted("x", null, "scaffolder.task.read"), limited);
        assertThat(tokens.create(wanted("x", null, "catalog.entity.*"), limited).info().scopes())
                .containsExactly("catalog.entity.*");
    }

    private void refused(ErrorCode code, Wanted wanted, Viewer by) {
        assertThatThrownBy(() -> tokens.create(wanted, by))
                .isInstanceOfSatisfying(
                        PorticoException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void othersTokensAreNeitherSeenNorRevoked() {
        Made anns = tokens.create(wanted("mine", null), ANN);
        tokens.create(wanted("his", null), BOB);

        assertThat(tokens.list(ANN)).extracting(TokenInfo::name).containsExactly("mine");
        assertThat(tokens.list(Viewer.LOCAL))
                .extracting(TokenInfo::name)
                .containsExactly("his", "mine");
        assertThatThrownBy(() -> tokens.revoke(anns.info().id(), BOB))
                .hasMessageContaining("There is no token with the id " + anns.info().id());
        assertThat(here.who(anns.text().value())).isPresent();
    }

    @Test
    void itRunsOut() {
        Made made = tokens.create(new Wanted("short", null, null, Duration.ofHours(1)), ANN);
        Books later =
                Books.on(sql, Clock.fixed(Instant.now().plus(Duration.ofHours(2)), ZoneOffset.UTC));
        later.follower().look();

        assertThat(later.who(made.text().value())).isEmpty();
        assertThat(here.who(made.text().value())).isPresent();
    }

    @Test
    void lastUseIsWrittenForManyAtOnce() {
        Made used = tokens.create(wanted("used", null), ANN);
        Made unused = tokens.create(wanted("unused", null), ANN);
        Instant before = Instant.now().minusSeconds(2);
        for (int i = 0; i < 100; i++) {
            here.who(used.text().value());
        }
        assertThat(tokens.list(ANN)).extracting(TokenInfo::usedAt).containsOnlyNulls();
        here.follower().upkeep();

        assertThat(tokens.list(ANN))
                .filteredOn(token -> token.id().equals(used.info().id()))
                .singleElement()
                .satisfies(token -> assertThat(token.usedAt()).isAfter(before));
        assertThat(tokens.list(ANN))
                .filteredOn(token -> token.id().equals(unused.info().id()))
                .singleElement()
                .satisfies(token -> assertThat(token.usedAt()).isNull());
    }

    @Test
    void anUnknownTokenIsLookedForButNotForEachOfMany() {
        Books there = Books.on(sql);
        there.follower().look();
        Made made = tokens.create(wanted("new", null), ANN);
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> {
                            there.follower().lookForUnknown();
                            return there.who(made.text().value()).isPresent();
                        });
        Made next = tokens.create(wanted("next", null), ANN);
        there.follower().look();
        tokens.revoke(next.info().id(), ANN);
        there.follower().lookForUnknown();
        assertThat(there.who(next.text().value())).as("it has just looked").isPresent();
    }

    @Test
    void theHostsTokenIsItsAdminsAndFewCanReadIt() throws IOException {
        HostToken host = new HostToken(folder, here.book());
        host.write();
        Path file = folder.resolve("host.token");
        String first = Files.readString(file).strip();

        assertThat(here.who(first).orElseThrow().admin()).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        here.follower().look();
        assertThat(here.who(first)).isPresent();
    }

    @Test
    void tokensOfTheConfiguration() {
        CredentialBook book =
                new CredentialBook(
                        Map.of("backstage", new Static("0123456789012345678901234567890X", null)),
                        Clock.systemUTC());
        assertThat(book.find("0123456789012345678901234567890X").orElseThrow().caller().principal())
                .extracting(Principal::name)
                .isEqualTo("service:backstage");
        assertThatThrownBy(
                        () ->
                                new CredentialBook(
                                        Map.of("ci", new Static("short", null)), Clock.systemUTC()))
                .hasMessageStartingWith("portico.access.tokens.ci.secret has 5 characters");
        assertThatThrownBy(
                        () ->
                                new CredentialBook(
                                        Map.of(
                                                "ci",
                                                new Static("x".repeat(32), List.of("catalog.rd"))),
                                        Clock.systemUTC()))
                .hasMessageStartingWith("portico.access.tokens.ci.scopes has 'catalog.rd'");
    }

    private record Static(String secret, List<String> given) implements StaticToken {
        @Override
        public Optional<List<String>> scopes() {
            return Optional.ofNullable(given);
        }
    }

    @Test
    void whatRanOutLongAgoIsForgotten() {
        for (int days : new int[] {29, 31}) {
            sql.inTransaction(
                    tx ->
                            tx.update(
                                    """
                                    insert into access_token
                                        (id, hash, name, subject, created_by, expires_at)
                                    values (gen_random_uuid(), decode(md5(?), 'hex'), ?, 'service:a',
                                        'local', clock_timestamp() - ? * interval '1 day')
                                    """,
                                    "old " + days,
                                    "old " + days,
                                    days));
        }

        assertThat(table.purge()).isEqualTo(1);
        assertThat(table.purge()).isZero();
    }
}
