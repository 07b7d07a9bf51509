package dev.portico.access.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.FakeDirectory;
import dev.portico.access.Viewer;
import dev.portico.access.principal.Principal;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.test.StandIn;
import dev.portico.test.TestClock;
import dev.portico.test.TokenIssuer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A Backstage whose users and plugins call.
class BackstageIssuerTest {
    private final StandIn backstage = new StandIn();
    private final PublicJsonWebKey users = TokenIssuer.newKey();
    private final PublicJsonWebKey plugin = TokenIssuer.newKey();
    private final TestClock clock = new TestClock();
    private final String auth = backstage.url() + "/api/auth";
    private final SignedTokens tokens =
            new SignedTokens(
                    Settings.issuers("old.kind", "backstage", "old.issuer", auth),
                    new FakeDirectory(),
                    OutgoingPolicy.of(List.of(backstage.authority())),
                    List.of(),
                    clock);

    BackstageIssuerTest() {
        backstage
                .on("GET /api/auth/.well-known/jwks.json", 200, keys(users))
                .on("GET /api/techdocs/.backstage/auth/v1/jwks.json", 200, keys(plugin));
    }

    private static String keys(PublicJsonWebKey key) {
        return new JsonWebKeySet(key).toJson();
    }

    @AfterEach
    void close() {
        backstage.close();
    }

    private Map<String, Object> claims(Object... more) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("exp", clock.instant().plusSeconds(600).getEpochSecond());
        for (int i = 0; i < more.length; i += 2) {
            claims.put((String) more[i], more[i + 1]);
        }
        return claims;
    }

    private String user(String subject, String audience) {
        return TokenIssuer.sign(
                users, "vnd.backstage.user", claims("iss", auth, "aud", audience, "sub", subject));
    }

    private void refused(String token, ErrorCode code, String why) {
        assertThatThrownBy(() -> tokens.verify(token))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.text()).contains(why);
                        });
    }

    @Test
    void aUser() {
        Principal ann = tokens.verify(user("user:default/ann", "backstage")).principal();
        assertThat(ann.type()).isEqualTo(Viewer.Type.USER);
        assertThat(ann.name()).isEqualTo("user:default/ann");
        assertThat(ann.credential()).isEqualTo("Backstage old");
        refused(user("user:default/ann", "other"), ErrorCode.UNAUTHENTICATED, "is for other");
        refused(user("component:default/x", "backstage"), ErrorCode.UNAUTHENTICATED, "no user's");
        refused(
                TokenIssuer.sign(users, "JWT", claims("iss", auth, "aud", "backstage")),
                ErrorCode.UNAUTHENTICATED,
                "is of the type JWT");
    }

    @Test
    void aPlugin() {
        String token =
                TokenIssuer.sign(
                        plugin,
                        "vnd.backstage.plugin",
                        claims("sub", "techdocs", "aud", "catalog"));
        Principal service = tokens.verify(token).principal();
        assertThat(service.type()).isEqualTo(Viewer.Type.SERVICE);
        assertThat(service.name()).isEqualTo("service:backstage/techdocs");
        refused(
                TokenIssuer.sign(
                        users, "vnd.backstage.plugin", claims("sub", "techdocs", "aud", "catalog")),
                ErrorCode.UNAUTHENTICATED,
                "does not have");
        refused(
                TokenIssuer.sign(
                        plugin, "vnd.backstage.plugin", claims("sub", "techdocs", "aud", "todo")),
                ErrorCode.UNAUTHENTICATED,
                "is for todo");
    }

    @Test
    void aPluginThatSpeaksForAUser() {
        String limited =
                TokenIssuer.sign(
                        users, "vnd.backstage.limited-user", claims("sub", "user:default/ann"));
        Principal ann =
                tokens.verify(
                                TokenIssuer.sign(
                                        plugin,
                                        "vnd.backstage.plugin",
                                        claims(
                                                "sub",
                                                "techdocs",
                                                "aud",
                                                "catalog",
                                                "obo",
                                                limited)))
                        .principal();
        assertThat(ann.name()).isEqualTo("user:default/ann");
        assertThat(ann.credential()).isEqualTo("Backstage old by its plugin techdocs");
        String forged =
                TokenIssuer.sign(
                        plugin, "vnd.backstage.limited-user", claims("sub", "user:default/ann"));
        refused(
                TokenIssuer.sign(
                        plugin,
                        "vnd.backstage.plugin",
                        claims("sub", "techdocs", "aud", "catalog", "obo", forged)),
                ErrorCode.UNAUTHENTICATED,
                "does not have");
        refused(limited, ErrorCode.UNAUTHENTICATED, "whom no setting below");
    }

    @Test
    void namesOfPluginsLeadNowhereElseAndAreAskedForOneBySecond() {
        refused(
                TokenIssuer.sign(
                        plugin,
                        "vnd.backstage.plugin",
                        claims("sub", "../../../evil", "aud", "catalog")),
                ErrorCode.UNAUTHENTICATED,
                "no plugin's");
        assertThat(backstage.lines()).isEmpty();
        for (int i = 0; i < 50; i++) {
            String token =
                    TokenIssuer.sign(
                            plugin,
                            "vnd.backstage.plugin",
                            claims("sub", "made-up-" + i, "aud", "catalog"));
            assertThatThrownBy(() -> tokens.verify(token)).isInstanceOf(PorticoException.class);
        }
        assertThat(backstage.lines()).hasSize(1);
        clock.pass(Duration.ofSeconds(2));
        tokens.verify(
                TokenIssuer.sign(
                        plugin,
                        "vnd.backstage.plugin",
                        claims("sub", "techdocs", "aud", "catalog")));
        assertThat(backstage.lines()).hasSize(2);
    }
}
