package dev.portico.access.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.FakeDirectory;
import dev.portico.access.Viewer;
import dev.portico.access.principal.Principal;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.json.JsonValues;
import dev.portico.test.TestClock;
import dev.portico.test.TokenIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens that are good, and every way we know in which one is not.
class SignedTokensTest {
    private static final String US = "https://portico.example.com";
    private static final Map<String, Object> ANN =
            Map.of("sub", "1", "email", "Ann@example.com", "groups", List.of("Ops", "user:a/b"));

    private final TokenIssuer issuer = new TokenIssuer();
    private final TestClock clock = new TestClock();
    private final FakeDirectory directory =
            new FakeDirectory()
                    .user(
                            "user:default/ann",
                            Set.of("group:default/orders"),
                            "spec.profile.email",
                            "ann@example.com");
    private final SignedTokens tokens = tokens();

    private SignedTokens tokens(String... more) {
        String[] usual = {
            "corp.kind",
            "people",
            "corp.issuer",
            issuer.url(),
            "corp.audience",
            US,
            "corp.groups-claim",
            "groups"
        };
        String[] all = Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        return new SignedTokens(
                Settings.issuers(all),
                directory,
                OutgoingPolicy.of(List.of(issuer.server().authority())),
                List.of(),
                clock);
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    private Principal principal(String token) {
        return tokens.verify(token).principal();
    }

    private void refused(String token, String why) {
        assertThatThrownBy(() -> tokens.verify(token))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
                            assertThat(e.text()).contains(why);
                        });
    }

    private String with(String claim, Object value) {
        Map<String, Object> claims = new HashMap<>(ANN);
        claims.put(claim, value);
        return issuer.token(US, claims);
    }

    @Test
    void aPersonIsTheUserWithTheirAddress() {
        Principal ann = principal(issuer.token(US, ANN));

        assertThat(ann.type()).isEqualTo(Viewer.Type.USER);
        assertThat(ann.name()).isEqualTo("user:default/ann");
        assertThat(ann.groups()).containsExactly("group:default/ops");
        assertThat(ann.credential()).isEqualTo("OIDC corp");
        assertThat(ann.claims().text("sub")).contains("1");
    }

    @Test
    void oneWhomNobodyKnowsIsToldWhatWasCompared() {
        refused(
                issuer.token(US, Map.of("email", "eve@example.com")),
                "its claim email is 'eve@example.com', and spec.profile.email of no User, or of"
                        + " several, has that value. portico.access.issuers.corp.user-claim");
        refused(issuer.token(US, Map.of("sub", "1")), "its claim email is not there");
        refused(with("email_verified", false), "not verified");
    }

    @Test
    void theNameOfAUser() {
        SignedTokens byName =
                tokens("corp.user-claim", "preferred_username", "corp.user-field", "metadata.name");
        assertThat(
                        byName.verify(issuer.token(US, Map.of("preferred_username", "Ann")))
                                .principal()
                                .name())
                .isEqualTo("user:default/ann");
        for (String other : List.of("bob", "group:default/orders", "a/b/c:d", "")) {
            assertThatThrownBy(
                            () ->
                                    byName.verify(
                                            issuer.token(US, Map.of("preferred_username", other))))
                    .hasMessageContaining("No User of the catalog");
        }
    }

    @Test
    void wrongIssuer() {
        refused(with("iss", "https://evil.example.com"), "issuer 'https://evil.example.com'");
        refused(with("iss", issuer.url() + "/"), "whom no setting below portico.access.issuers");
        refused(with("iss", List.of(issuer.url())), "issuer 'nobody'");
    }

    @Test
    void wrongAudience() {
        refused(
                issuer.token("https://other.example.com", ANN),
                "is for https://other.example.com and not for this program; ask for one with the"
                        + " audience "
                        + US
                        + " (portico.access.issuers.corp.audience)");
        Map<String, Object> claims = issuer.claims(US, ANN);
        claims.remove("aud");
        refused(TokenIssuer.sign(issuer.key(), "JWT", claims), "not for this program");
    }

    @Test
    void wrongKeyAndChangedToken() {
        PublicJsonWebKey other = TokenIssuer.newKey();
        refused(
                TokenIssuer.sign(other, "JWT", issuer.claims(US, ANN)),
                "signed with a key that the issuer corp does not have: '" + other.getKeyId());
        other.setKeyId(issuer.key().getKeyId());
        refused(TokenIssuer.sign(other, "JWT", issuer.claims(US, ANN)), "signature is not one of");
        String[] parts = issuer.token(US, ANN).split("\\.");
        String[] others = with("email", "eve@example.com").split("\\.");
        refused(parts[0] + "." + others[1] + "." + parts[2], "signature is not one of");
        refused(parts[0] + "." + parts[1] + ".", "signature is not one of");
    }

    @Test
    void withoutASignatureOrWithASharedSecret() throws JoseException {
        String claims = base64(JsonValues.toJson(issuer.claims(US, ANN)));
        for (String none : List.of("none", "None", "NONE", "nOnE", "", "HS256", "HS512", "dir")) {
            String header = base64("{\"alg\":\"" + none + "\",\"typ\":\"JWT\"}");
            refused(header + "." + claims + ".", "only signatures with a public key count");
        }
        refused(base64("{\"typ\":\"JWT\"}") + "." + claims + ".", "signed with 'none'");

        JsonWebSignature confused = new JsonWebSignature();
        confused.setPayload(JsonValues.toJson(issuer.claims(US, ANN)));
        confused.setAlgorithmHeaderValue("HS256");
        confused.setKeyIdHeaderValue(issuer.key().getKeyId());
        confused.setKey(new HmacKey(issuer.key().getPublicKey().getEncoded()));
        refused(confused.getCompactSerialization(), "signed with 'HS256'");
    }

    @Test
    void aKeyOfAnotherSort() throws JoseException {
        PublicJsonWebKey rsa = RsaJwkGenerator.generateJwk(2048);
        rsa.setKeyId(issuer.key().getKeyId());
        refused(TokenIssuer.sign(rsa, "JWT", issuer.claims(US, ANN)), "does not have");
    }

    @Test
    void times() {
        long now = clock.instant().getEpochSecond();
        refused(with("exp", now - 40), "has run out");
        refused(with("nbf", now + 40), "is not valid yet");
        assertThat(principal(with("exp", now - 20)).name()).isEqualTo("user:default/ann");
        assertThat(principal(with("nbf", now + 20)).name()).isEqualTo("user:default/ann");
        Map<String, Object> claims = issuer.claims(US, ANN);
        claims.remove("exp");
        refused(TokenIssuer.sign(issuer.key(), "JWT", claims), "says not how long it is good");
    }

    @Test
    void huge() {
        refused(with("much", "x".repeat(16 * 1024)), "longer than 16 KiB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "http://evil.example.com/keys",
                "' or 1=1 --",
                "key\u0000",
                "/dev/null"
            })
    void aKeyIdThatIsAPath(String kid) {
        PublicJsonWebKey key = TokenIssuer.newKey();
        key.setKeyId(kid);
        refused(TokenIssuer.sign(key, "JWT", issuer.claims(US, ANN)), "does not have");
        assertThat(issuer.server().lines())
                .allMatch(line -> line.equals("GET /keys") || line.contains("/.well-known/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ey.ey.ey", "eyJ.a", "ey..", "eyJhbGciOiJFUzI1NiJ9.e30", "ey!.{}.x"})
    void noTokenAtAll(String text) {
        assertThatThrownBy(() -> tokens.verify(text))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
        assertThat(issuer.server().lines()).isEmpty();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keysThatAreKnownGoOnWhenTheIssuerIsAway() {
        principal(issuer.token(US, ANN));
        issuer.server().close();
        clock.pass(Duration.ofMinutes(20));
        Map<String, Object> later = issuer.claims(US, ANN);
        later.put("exp", clock.instant().plusSeconds(60).getEpochSecond());

        assertThat(principal(TokenIssuer.sign(issuer.key(), "JWT", later)).name())
                .isEqualTo("user:default/ann");
    }

    @Test
    void withoutAnyKeysATokenCantBeChecked() {
        issuer.server().close();
        assertThatThrownBy(() -> tokens.verify(issuer.token(US, ANN)))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                            assertThat(e.text()).contains("The keys of the issuer corp");
                        });
    }

    @Test
    void aNewKeyIsFetchedAndAStormOfUnknownOnesIsNot() {
        principal(issuer.token(US, ANN));
        assertThat(issuer.keysAsked()).isEqualTo(1);
        clock.pass(Duration.ofSeconds(31));
        issuer.addKey();
        principal(issuer.token(US, ANN));
        assertThat(issuer.keysAsked()).isEqualTo(2);

        for (int i = 0; i < 200; i++) {
            refused(
                    TokenIssuer.sign(TokenIssuer.newKey(), "JWT", issuer.claims(US, ANN)),
                    "does not have");
        }
        assertThat(issuer.keysAsked()).isEqualTo(2);
        clock.pass(Duration.ofSeconds(31));
        for (int i = 0; i < 200; i++) {
            refused(
                    TokenIssuer.sign(TokenIssuer.newKey(), "JWT", issuer.claims(US, ANN)),
                    "does not have");
        }
        assertThat(issuer.keysAsked()).isEqualTo(3);
    }

    @Test
    void aTokenThatComesAgainIsKnownUntilItRunsOut() {
        String token = with("exp", Instant.now(clock).plus(Duration.ofMinutes(2)).getEpochSecond());
        assertThat(tokens.known(token)).isEmpty();
        tokens.verify(token);

        assertThat(tokens.known(token)).isPresent();
        clock.pass(Duration.ofMinutes(2));
        assertThat(tokens.known(token)).isEmpty();
    }

    @Test
    void discoveryOfAnotherIssuerAndKeysElsewhereAreRefused() {
        issuer.server()
                .on(
                        "GET /other/.well-known/openid-configuration",
                        200,
                        "{\"issuer\":\"https://evil.example.com\",\"jwks_uri\":\"x\"}")
                .on(
                        "GET /far/.well-known/openid-configuration",
                        200,
                        "{\"issuer\":\""
                                + issuer.url()
                                + "/far\",\"jwks_uri\":\"http://169.254.169.254/keys\"}");
        for (Map.Entry<String, String> one :
                Map.of("/other", "is of another issuer", "/far", "corp.jwks-url").entrySet()) {
            SignedTokens bad = tokens("corp.issuer", issuer.url() + one.getKey());
            assertThatThrownBy(() -> bad.verify(with("iss", issuer.url() + one.getKey())))
                    .hasMessageContaining(one.getValue());
        }
    }

    @Test
    void settingsThatCantBe() {
        for (Map.Entry<String[], String> one :
                Map.of(
                                new String[] {"x.kind", "people", "x.audience", "a"},
                                "portico.access.issuers.x.issuer is missing",
                                new String[] {"x.kind", "github-actions"},
                                "portico.access.issuers.x.audience is missing",
                                new String[] {
                                    "x.kind", "ci", "x.issuer", "https://x", "x.audience", "a"
                                },
                                "portico.access.issuers.x.repository-host is missing",
                                new String[] {
                                    "x.kind",
                                    "ci",
                                    "x.issuer",
                                    "https://x",
                                    "x.audience",
                                    "a",
                                    "x.repository-host",
                                    "https://y",
                                    "x.claims.repository",
                                    "z"
                                },
                                "portico.access.issuers.x.claims must name the claims")
                        .entrySet()) {
            assertThatThrownBy(
                            () ->
                                    new SignedTokens(
                                            Settings.issuers(one.getKey()),
                                            directory,
                                            OutgoingPolicy.of(List.of()),
                                            List.of(),
                                            clock))
                    .hasMessageStartingWith(one.getValue());
        }
    }
}
