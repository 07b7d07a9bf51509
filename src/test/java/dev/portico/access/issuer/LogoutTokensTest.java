package dev.portico.access.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.issuer.LogoutTokens.Ended;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.test.TokenIssuer;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogoutTokensTest {
    private static final Map<String, Object> SIGNED_OUT =
            Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of());

    private final TokenIssuer provider = new TokenIssuer();
    private final LogoutTokens tokens =
            new LogoutTokens(
                    Settings.providers("corp.issuer", provider.url(), "corp.client-id", "portico"),
                    OutgoingPolicy.of(List.of(provider.server().authority())),
                    Clock.systemUTC());

    @AfterEach
    void close() {
        provider.close();
    }

    private void refused(ErrorCode code, String name, String token) {
        assertThatThrownBy(() -> tokens.verify(name, token))
                .isInstanceOfSatisfying(
                        PorticoException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aProviderSaysWhoHasSignedOut() {
        assertThat(
                        tokens.verify(
                                "corp",
                                provider.token(
                                        "portico",
                                        Map.of("events", SIGNED_OUT, "sub", "1", "sid", "s"))))
                .isEqualTo(new Ended("1", "s"));
        assertThat(
                        tokens.verify(
                                "corp",
                                provider.token(
                                        "portico", Map.of("events", SIGNED_OUT, "sid", "s"))))
                .isEqualTo(new Ended(null, "s"));
    }

    @Test
    void noOtherTokenEndsASession() {
        Map<String, Object> good = new HashMap<>(Map.of("events", SIGNED_OUT, "sub", "1"));
        refused(ErrorCode.NOT_FOUND, "none", provider.token("portico", good));
        refused(ErrorCode.UNAUTHENTICATED, "corp", provider.token("other", good));
        refused(ErrorCode.UNAUTHENTICATED, "corp", provider.token("portico", Map.of("sub", "1")));
        refused(
                ErrorCode.UNAUTHENTICATED,
                "corp",
                provider.token("portico", Map.of("events", SIGNED_OUT)));
        refused(
                ErrorCode.UNAUTHENTICATED,
                "corp",
                TokenIssuer.sign(TokenIssuer.newKey(), "JWT", provider.claims("portico", good)));
        good.put("nonce", "an ID token's");
        refused(ErrorCode.UNAUTHENTICATED, "corp", provider.token("portico", good));
        refused(ErrorCode.UNAUTHENTICATED, "corp", "");
    }
}
