package dev.portico.access.session;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.UserInfo;
import io.quarkus.security.identity.SecurityIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a provider says of who signed in, once the OIDC extension has found it good. Pure.
final class ProviderAnswer {
    private ProviderAnswer() {}

    /// Claims of the ID token, and of userinfo where that was asked for. UNAUTHENTICATED when
    /// nobody was sent back.
    static JsonObject claims(SecurityIdentity identity) {
        @Nullable IdTokenCredential token = identity.getCredential(IdTokenCredential.class);
        if (token == null) {
            throw new PorticoException(
                    ErrorCode.UNAUTHENTICATED, "The provider has sent nobody; sign in again.");
        }
        JsonObject claims = payload(token.getToken());
        @Nullable UserInfo info = identity.getAttribute("userinfo");
        if (info != null) {
            for (Map.Entry<String, @Nullable Object> more :
                    JsonObject.parse(info.getUserInfoString()).fields().entrySet()) {
                if (!claims.has(more.getKey())) {
                    claims = claims.with(more.getKey(), more.getValue());
                }
            }
        }
        return claims;
    }

    private static JsonObject payload(String token) {
        String[] parts = token.split("\\.", -1);
        return JsonObject.parse(
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }
}
