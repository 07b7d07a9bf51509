package dev.portico.access.issuer;

import dev.portico.access.AccessConfig;
import dev.portico.access.ProviderConfig;
import dev.portico.access.issuer.Verifier.Terms;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What providers say when someone has signed out there: the logout tokens of OpenID Connect
/// Back-Channel Logout 1.0.
@Singleton
public final class LogoutTokens {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final Verifier verifier;
    private final Map<String, Terms> terms = new HashMap<>();

    @Inject
    LogoutTokens(AccessConfig config, OutgoingPolicy policy, Clock clock) {
        this(config.providers(), policy, clock);
    }

    public LogoutTokens(Map<String, ProviderConfig> providers, OutgoingPolicy policy, Clock clock) {
        this.verifier = new Verifier(clock);
        providers.forEach(
                (name, provider) -> terms.put(name, terms(name, provider, policy, clock)));
    }

    private static Terms terms(
            String name, ProviderConfig provider, OutgoingPolicy policy, Clock clock) {
        String setting = "portico.access.providers." + name;
        String issuer = provider.issuer().toString();
        KeyReader reader = new KeyReader(setting, KeyReader.Place.DISCOVERED, policy);
        return new Terms(
                "the provider " + name,
                issuer,
                List.of(provider.clientId()),
                setting + ".client-id",
                new CachedKeys("the provider " + name, () -> reader.read(issuer), clock));
    }

    /// Whose sessions have ended.
    ///
    /// @param subject the provider's name for the person; null for anyone in the session
    /// @param session the provider's name for its session; null for all of the person
    public record Ended(@Nullable String subject, @Nullable String session) {}

    /// NOT_FOUND for a provider that is none, UNAUTHENTICATED for a token that is no good.
    public Ended verify(String provider, String token) {
        @Nullable Terms wanted = terms.get(provider);
        if (wanted == null) {
            throw PorticoException.notFound("There is no identity provider " + provider + ".");
        }
        JsonObject claims = verifier.verify(SignedText.parse(token), wanted);
        @Nullable String subject = claims.text("sub").orElse(null);
        @Nullable String session = claims.text("sid").orElse(null);
        boolean complete = subject != null || session != null;
        if (!claims.object("events").has(EVENT) || claims.has("nonce") || !complete) {
            throw SignedText.refused(
                    "The token of the provider "
                            + provider
                            + " does not say that someone has signed out.");
        }
        return new Ended(subject, session);
    }
}
