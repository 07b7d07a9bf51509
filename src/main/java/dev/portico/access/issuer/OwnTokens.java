package dev.portico.access.issuer;

import dev.portico.access.DeveloperMode;
import dev.portico.access.ExternalUrl;
import dev.portico.access.FrontendTokens;
import dev.portico.access.Viewer;
import dev.portico.access.issuer.Verifier.Terms;
import dev.portico.access.principal.Principal;
import dev.portico.access.store.KeyTable;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// The program's own user tokens, as a Backstage makes them. Each node signs with a key that never
/// leaves its memory, a new one every twelve hours, and tells all nodes its public half.
@Singleton
final class OwnTokens implements FrontendTokens, Issuer {
    private static final String TYPE = "vnd.backstage.user";
    private static final String AUDIENCE = "backstage";
    private static final Duration TOKEN = Duration.ofHours(1);
    private static final Duration KEY = Duration.ofHours(12);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final KeyTable table;
    private final DeveloperMode developer;
    private final Clock clock;
    private final String issuer;
    private final Verifier verifier;
    private final Terms terms;
    private @Nullable Signing signing;

    private record Signing(PublicJsonWebKey key, Instant until) {}

    OwnTokens(KeyTable table, ExternalUrl external, DeveloperMode developer, Clock clock) {
        this.table = table;
        this.developer = developer;
        this.clock = clock;
        this.issuer = external.at("/api/auth").toString();
        this.verifier = new Verifier(clock);
        this.terms =
                new Terms(
                        "this program",
                        issuer,
                        List.of(AUDIENCE),
                        "a token of the frontend",
                        new CachedKeys("this program", this::stored, LOOK, clock));
    }

    @Override
    public URI issuer() {
        return URI.create(issuer);
    }

    @Override
    public Issued issue(Viewer viewer) {
        boolean guest = viewer.type() == Viewer.Type.LOCAL && developer.isOn();
        if (!guest && viewer.type() != Viewer.Type.USER) {
            throw new PorticoException(
                    ErrorCode.UNAUTHENTICATED, "No user is signed in; sign in first.");
        }
        if (viewer.scopes() != null) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "A token that is limited makes none for a frontend, which would not be.");
        }
        String user = guest ? GUEST : viewer.name();
        long now = clock.instant().getEpochSecond();
        JsonObject claims =
                JsonObject.EMPTY
                        .with("iss", issuer)
                        .with("sub", user)
                        .with("aud", AUDIENCE)
                        .with("iat", now)
                        .with("exp", now + TOKEN.toSeconds());
        return new Issued(new Secret(sign(claims)), user, TOKEN);
    }

    private String sign(JsonObject claims) {
        PublicJsonWebKey key = signing().key();
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setHeader("typ", TYPE);
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        jws.setKey(key.getPrivateKey());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized Signing signing() {
        @Nullable Signing now = signing;
        if (now == null || now.until().isBefore(clock.instant())) {
            now = new Signing(create(), clock.instant().plus(KEY));
            table.add(
                    now.key().getKeyId(),
                    now.key().toJson(OutputControlLevel.PUBLIC_ONLY),
                    KEY.plus(TOKEN.multipliedBy(2)));
            signing = now;
        }
        return now;
    }

    private static PublicJsonWebKey create() {
        try {
            PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(UUID.randomUUID().toString());
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            key.setUse("sig");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public JsonObject keys() {
        return JsonObject.EMPTY.with("keys", table.all().stream().map(JsonObject::parse).toList());
    }

    private List<JsonWebKey> stored() {
        return table.all().stream().map(OwnTokens::key).toList();
    }

    private static JsonWebKey key(String jwk) {
        try {
            return JsonWebKey.Factory.newJwk(jwk);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean claimsToMake(SignedText token) {
        return token.type().equals(TYPE)
                && token.issuer().filter(one -> one.equals(issuer)).isPresent();
    }

    @Override
    public Principal verify(SignedText token) {
        JsonObject claims = verifier.verify(token, terms);
        EntityRef user = EntityRef.parse(claims.text("sub").orElse(""));
        if (user.toString().equals(GUEST) && developer.isOn()) {
            return new Principal(
                    Viewer.Type.LOCAL,
                    Viewer.LOCAL.name(),
                    Set.of(GUEST),
                    true,
                    null,
                    Viewer.LOCAL.credential(),
                    JsonObject.EMPTY,
                    null);
        }
        return Principal.user(user.toString(), "a frontend");
    }
}
