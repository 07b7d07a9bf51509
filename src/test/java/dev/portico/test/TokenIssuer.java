package dev.portico.test;

import dev.portico.platform.json.JsonValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// Signs tokens as an issuer of OpenID Connect does, and serves its keys on loopback.
public final class TokenIssuer implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final StandIn server = new StandIn();
    private final List<PublicJsonWebKey> keys = new ArrayList<>();

    public TokenIssuer() {
        addKey();
        server.on(
                        "GET /.well-known/openid-configuration",
                        200,
                        StandIn.json("issuer", url(), "jwks_uri", url() + "/keys"))
                .on("GET /keys", 200, this::jwks);
    }

    public String url() {
        return server.url();
    }

    public StandIn server() {
        return server;
    }

    /// How often its keys were asked for.
    public long keysAsked() {
        return server.lines().stream().filter("GET /keys"::equals).count();
    }

    /// Another key, which signs from now on.
    public void addKey() {
        keys.add(newKey());
    }

    public PublicJsonWebKey key() {
        return keys.getLast();
    }

    public static PublicJsonWebKey newKey() {
        try {
            PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId("key-" + NUMBER.incrementAndGet());
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Its public keys as JSON.
    public String jwks() {
        return new JsonWebKeySet(keys).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    /// Good for ten minutes.
    public String token(String audience, Map<String, ?> claims) {
        return sign(key(), "JWT", claims(audience, claims));
    }

    /// What a token of this issuer says when it was made now.
    public Map<String, Object> claims(String audience, Map<String, ?> more) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", url());
        claims.put("aud", audience);
        claims.put("iat", now - 300);
        claims.put("exp", now + 600);
        claims.putAll(more);
        return claims;
    }

    public static String sign(PublicJsonWebKey key, String type, Map<String, ?> claims) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(JsonValues.toJson(claims));
        jws.setKey(key.getPrivateKey());
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setHeader("typ", type);
        jws.setAlgorithmHeaderValue("RSA".equals(key.getKeyType()) ? "RS256" : "ES256");
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
