package dev.portico.api.rest;

import dev.portico.access.ExternalUrl;
import dev.portico.access.Origins;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonValues;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The page of a pop-up window that tells the one that opened it who has signed in, in the message
/// that a Backstage frontend waits for. Only pages that may speak for whoever looks at them are
/// told.
@Singleton
final class PopupAnswer {
    private static final int NONCE_BYTES = 16;

    private final Origins origins;
    private final ExternalUrl external;
    private final SecureRandom random = new SecureRandom();

    PopupAnswer(Origins origins, ExternalUrl external) {
        this.origins = origins;
        this.external = external;
    }

    /// FORBIDDEN for a page of others.
    ///
    /// @param origin of the page that opened the window; the program's own when left out
    /// @param session who has signed in; what it throws is told too
    Response answer(Optional<String> origin, Supplier<Map<String, Object>> session) {
        String target = origin.orElse(external.url().toString());
        if (origin.isPresent() && !origins.allow(target, external.url().getAuthority())) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "Pages of "
                            + target
                            + " may not be told who has signed in; name the origin in"
                            + " quarkus.http.cors.origins.");
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", "authorization_response");
        try {
            message.put("response", session.get());
        } catch (PorticoException e) {
            Failure failure = Failure.of(e);
            message.put("error", Map.of("name", failure.name(), "message", failure.message()));
        }
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        return Response.ok(page(nonce, target, message), "text/html; charset=utf-8")
                .header("Cache-Control", "no-store")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'nonce-" + nonce + "'")
                .build();
    }

    private static String page(String nonce, String target, Map<String, Object> message) {
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Signed in</title></head>
        <body>
        <p>This window closes by itself.</p>
        <script nonce="%s">
        const target = %s;
        const page = window.opener || window.parent;
        page.postMessage({ type: "config_info", targetOrigin: target }, "*");
        page.postMessage(%s, target);
        window.setTimeout(() => window.close(), 100);
        </script>
        </body>
        </html>
        """
                .formatted(nonce, inScript(target), inScript(message));
    }

    /// JSON that no script element ends in.
    private static String inScript(Object value) {
        return JsonValues.toJson(value)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
