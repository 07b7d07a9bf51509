package dev.portico.access.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.DeveloperMode;
import dev.portico.access.ExternalUrl;
import dev.portico.access.FakeDirectory;
import dev.portico.access.FrontendTokens;
import dev.portico.access.Viewer;
import dev.portico.access.principal.Principal;
import dev.portico.access.store.KeyTable;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import dev.portico.test.TestClock;
import dev.portico.test.TestDatabase;
import dev.portico.test.TokenIssuer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;

/// Tokens for a Backstage frontend, made on one node and taken on others.
class OwnTokensTest {
    private static final Viewer ANN = Viewer.named("user:default/ann");
    private static final String ISSUER = "https://portico.example.com/api/auth";

    private final TestClock clock = new TestClock();
    private final KeyTable table = new KeyTable(new Sql(TestDatabase.fresh()));
    private final OwnTokens here = node(false);

    private OwnTokens node(boolean developing) {
        return new OwnTokens(
                table,
                new ExternalUrl(Optional.of(URI.create("https://portico.example.com")), "x", 1),
                new DeveloperMode(false, !developing, "127.0.0.1"),
                clock);
    }

    private SignedTokens taken(OwnTokens by) {
        return new SignedTokens(
                Map.of(), new FakeDirectory(), OutgoingPolicy.of(List.of()), List.of(by), clock);
    }

    private Principal on(OwnTokens node, String token) {
        return taken(node).verify(token).principal();
    }

    @Test
    void aUsersTokenIsTakenOnEveryNode() {
        FrontendTokens.Issued issued = here.issue(ANN);
        assertThat(issued.user()).isEqualTo("user:default/ann");
        assertThat(issued.validFor()).isEqualTo(Duration.ofHours(1));
        String token = issued.token().value();

        SignedText text = SignedText.parse(token);
        assertThat(text.type()).isEqualTo("vnd.backstage.user");
        assertThat(text.algorithm()).isEqualTo("ES256");
        assertThat(text.claims().fields().keySet())
                .containsExactly("iss", "sub", "aud", "iat", "exp");
        assertThat(text.issuer()).contains(ISSUER);
        assertThat(on(here, token).name()).isEqualTo("user:default/ann");
        assertThat(on(node(false), token).name()).isEqualTo("user:default/ann");
    }

    @Test
    void keysArePublicAndOneForEachNode() {
        here.issue(ANN);
        here.issue(ANN);
        node(false).issue(ANN);
        List<JsonObject> keys = here.keys().objects("keys");

        assertThat(keys).hasSize(2);
        assertThat(keys)
                .allSatisfy(
                        key -> {
                            assertThat(key.text("kty")).contains("EC");
                            assertThat(key.text("alg")).contains("ES256");
                            assertThat(key.text("use")).contains("sig");
                            assertThat(key.has("d")).as("private").isFalse();
                        });
    }

    @Test
    void aNodeThatKnowsKeysTakesATokenOfANewOne() {
        SignedTokens taken = taken(here);
        taken.verify(here.issue(ANN).token().value());
        clock.pass(Duration.ofSeconds(2));
        assertThat(taken.verify(node(false).issue(ANN).token().value()).principal().name())
                .isEqualTo("user:default/ann");
    }

    @Test
    void keysChangeAndOldTokensGoOnUntilTheyRunOut() {
        clock.pass(Duration.ofHours(11).plusMinutes(50));
        String old = here.issue(ANN).token().value();
        clock.pass(Duration.ofMinutes(45));
        here.issue(ANN);
        assertThat(on(here, old).name()).isEqualTo("user:default/ann");
        clock.pass(Duration.ofHours(12));
        assertThat(SignedText.parse(here.issue(ANN).token().value()).kid())
                .isNotEqualTo(SignedText.parse(old).kid());
        assertThatThrownBy(() -> on(here, old)).hasMessageContaining("has run out");
    }

    @Test
    void guestsAreAdminsInDeveloperModeAlone() {
        OwnTokens developing = node(true);
        FrontendTokens.Issued guest = developing.issue(Viewer.LOCAL);
        assertThat(guest.user()).isEqualTo("user:default/guest");
        Principal local = on(developing, guest.token().value());
        assertThat(local.type()).isEqualTo(Viewer.Type.LOCAL);
        assertThat(local.admin()).isTrue();
        Principal elsewhere = on(here, guest.token().value());
        assertThat(elsewhere.type()).isEqualTo(Viewer.Type.USER);
        assertThat(elsewhere.admin()).isFalse();
        refused(ErrorCode.UNAUTHENTICATED, Viewer.LOCAL);
    }

    @Test
    void noOthersGetOne() {
        refused(ErrorCode.UNAUTHENTICATED, Viewer.ANONYMOUS);
        refused(ErrorCode.UNAUTHENTICATED, Viewer.named("service:x"));
        refused(
                ErrorCode.FORBIDDEN,
                new Viewer(
                        Viewer.Type.USER,
                        "user:default/ann",
                        ANN.owns(),
                        false,
                        new Viewer.Scopes(List.of("catalog.*")),
                        "token",
                        JsonObject.EMPTY,
                        null));
    }

    private void refused(ErrorCode code, Viewer viewer) {
        assertThatThrownBy(() -> here.issue(viewer))
                .isInstanceOfSatisfying(
                        PorticoException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aForgedOneIsRefused() {
        here.issue(ANN);
        PublicJsonWebKey key = TokenIssuer.newKey();
        String forged =
                TokenIssuer.sign(
                        key,
                        "vnd.backstage.user",
                        Map.of(
                                "iss",
                                ISSUER,
                                "sub",
                                "user:default/ann",
                                "aud",
                                "backstage",
                                "exp",
                                clock.instant().getEpochSecond() + 60));
        assertThatThrownBy(() -> on(here, forged)).hasMessageContaining("does not have");
    }
}
