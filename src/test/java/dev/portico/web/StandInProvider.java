package dev.portico.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portico.platform.json.JsonObject;
import dev.portico.test.StandIn;
import dev.portico.test.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;

/// A small identity provider on loopback. A code that it takes is the claims of who signs in, so
/// that whoever plays the browser decides.
final class StandInProvider {
    private final HttpServer server;
    private final PublicJsonWebKey key = TokenIssuer.newKey();

    StandInProvider() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// A code for someone.
    static String code(JsonObject claims) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(claims.toBytes());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String answer =
                    switch (exchange.getRequestURI().getPath()) {
                        case "/.well-known/openid-configuration" -> discovery();
                        case "/jwks" -> new JsonWebKeySet(key).toJson();
                        case "/token" -> tokens(form(body));
                        default -> "{}";
                    };
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String discovery() {
        return StandIn.json(
                "issuer",
                url(),
                "authorization_endpoint",
                url() + "/authorize",
                "token_endpoint",
                url() + "/token",
                "jwks_uri",
                url() + "/jwks");
    }

    private String tokens(Map<String, String> form) {
        JsonObject person =
                JsonObject.parse(Base64.getUrlDecoder().decode(form.getOrDefault("code", "")));
        Map<String, Object> claims = new LinkedHashMap<>(person.fields());
        long now = Instant.now().getEpochSecond();
        claims.putIfAbsent("iss", url());
        claims.putIfAbsent("aud", "portico");
        claims.putIfAbsent("sub", "1");
        claims.put("iat", now);
        claims.put("exp", now + 300);
        String token = TokenIssuer.sign(key, "JWT", claims);
        return StandIn.json(
                "access_token",
                token,
                "id_token",
                token,
                "token_type",
                "Bearer",
                "expires_in",
                300);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }
}
