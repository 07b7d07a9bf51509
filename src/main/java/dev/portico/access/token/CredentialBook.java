package dev.portico.access.token;

import dev.portico.access.AccessConfig;
import dev.portico.access.StaticToken;
import dev.portico.access.Viewer;
import dev.portico.access.principal.Caller;
import dev.portico.access.principal.Principal;
import dev.portico.access.token.Credential.Kind;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// All secrets that are good, by hash, in memory.
@Singleton
public final class CredentialBook {
    private static final int MIN_SECRET = 32;

    private final Clock clock;
    private final Map<String, Credential> fixed = new HashMap<>();
    private volatile Map<String, Credential> all = Map.of();

    /// INVALID_INPUT, with the setting, for a secret that is too short or a scope that is none.
    @Inject
    CredentialBook(AccessConfig config, Clock clock) {
        this(config.tokens(), clock);
    }

    CredentialBook(Map<String, StaticToken> tokens, Clock clock) {
        this.clock = clock;
        tokens.forEach(this::addFixed);
        all = Map.copyOf(fixed);
    }

    private void addFixed(String name, StaticToken token) {
        String setting = "portico.access.tokens." + name;
        if (token.secret().length() < MIN_SECRET) {
            throw PorticoException.invalid(
                    setting
                            + ".secret has "
                            + token.secret().length()
                            + " characters; it needs at least 32 that nobody can guess, as from"
                            + " openssl rand -base64 32.");
        }
        Principal service =
                Principal.service("service:" + name, "token " + name + " of the configuration")
                        .limitedTo(
                                token.scopes()
                                        .map(scopes -> Scoping.of(setting + ".scopes", scopes))
                                        .orElse(null));
        fixed.put(TokenText.hash(token.secret()), fixed(service));
    }

    private static Credential fixed(Principal principal) {
        return new Credential(
                Kind.FIXED,
                new UUID(0, 0),
                new Caller(principal),
                Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    /// Makes whoever brings this secret, which lies in the data folder, the admin of the machine.
    void addHost(String secret) {
        Principal host =
                new Principal(
                        Viewer.Type.LOCAL,
                        Viewer.LOCAL.name(),
                        Set.of(),
                        true,
                        null,
                        "the command line on the host",
                        JsonObject.EMPTY,
                        null);
        fixed.put(TokenText.hash(secret), fixed(host));
        Map<String, Credential> more = new HashMap<>(all);
        more.putAll(fixed);
        all = Map.copyOf(more);
    }

    /// The token or session of a secret while it is good.
    public Optional<Credential> find(String secret) {
        Credential found = all.get(TokenText.hash(secret));
        long now = clock.millis();
        if (found == null || !found.isGood(now)) {
            return Optional.empty();
        }
        found.use(now);
        return Optional.of(found);
    }

    /// Takes what the database has. What is as it was keeps what is known of it here.
    void replace(Map<String, Credential> stored) {
        Map<String, Credential> before = all;
        Map<String, Credential> next = new HashMap<>(fixed);
        stored.forEach(
                (hash, credential) -> {
                    Credential known = before.get(hash);
                    next.put(hash, known != null && known.same(credential) ? known : credential);
                });
        all = Map.copyOf(next);
    }

    /// When tokens were used, for those that were after a time.
    Map<UUID, Instant> usedAfter(Instant time) {
        Map<UUID, Instant> used = new HashMap<>();
        for (Credential credential : all.values()) {
            if (credential.kind() == Kind.TOKEN && credential.used() > time.toEpochMilli()) {
                used.put(credential.id(), Instant.ofEpochMilli(credential.used()));
            }
        }
        return used;
    }
}
