package dev.portico.access.issuer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portico.access.AccessConfig;
import dev.portico.access.Directory;
import dev.portico.access.IssuerConfig;
import dev.portico.access.principal.Caller;
import dev.portico.access.principal.Principal;
import dev.portico.platform.Digest;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tokens that others sign. What was checked once is known until the token runs out, so that a
/// token that comes again costs a hash.
@Singleton
public final class SignedTokens {
    private static final int REMEMBERED = 20_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final List<Issuer> issuers;
    private final Clock clock;
    private final Cache<String, Checked> checked =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private record Checked(Caller caller, long until) {}

    /// INVALID_INPUT, with the setting, for an issuer that can't be.
    @Inject
    SignedTokens(
            AccessConfig config,
            Directory directory,
            OutgoingPolicy policy,
            OwnTokens own,
            Clock clock) {
        this(config.issuers(), directory, policy, List.of(own), clock);
    }

    SignedTokens(
            Map<String, IssuerConfig> configured,
            Directory directory,
            OutgoingPolicy policy,
            List<Issuer> further,
            Clock clock) {
        Issuers factory = new Issuers(directory, policy, clock);
        this.issuers =
                Stream.concat(
                                further.stream(),
                                configured.entrySet().stream()
                                        .sorted(Map.Entry.comparingByKey())
                                        .map(one -> factory.of(one.getKey(), one.getValue())))
                        .toList();
        this.clock = clock;
    }

    /// Whether a text is to be such a token.
    public static boolean looksLikeOne(String text) {
        return SignedText.looksLikeOne(text);
    }

    /// Who a token speaks of, when it was checked a short time ago. Does not wait.
    public Optional<Caller> known(String text) {
        @Nullable Checked found = checked.getIfPresent(hash(text));
        return found == null || found.until() <= clock.millis()
                ? Optional.empty()
                : Optional.of(found.caller());
    }

    /// Who a token speaks of. May ask its issuer for keys. UNAUTHENTICATED with what is wrong,
    /// UNAVAILABLE while the keys can't be had.
    public Caller verify(String text) {
        SignedText token = SignedText.parse(text);
        @Nullable PorticoException why = null;
        for (Issuer issuer : issuers) {
            if (issuer.claimsToMake(token)) {
                try {
                    return remember(token, issuer.verify(token));
                } catch (PorticoException e) {
                    why = e;
                }
            }
        }
        if (why != null) {
            throw why;
        }
        throw SignedText.refused(
                "The token is of the issuer '"
                        + SignedText.shorten(token.issuer().orElse("nobody"))
                        + "', whom no setting below portico.access.issuers names.");
    }

    private Caller remember(SignedText token, Principal principal) {
        Caller caller = new Caller(principal);
        long expires =
                token.claims().value("exp") instanceof Number seconds
                        ? seconds.longValue() * 1_000
                        : 0;
        long until = Math.min(expires, clock.millis() + LONGEST.toMillis());
        checked.put(hash(token.text()), new Checked(caller, until));
        return caller;
    }

    private static String hash(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
