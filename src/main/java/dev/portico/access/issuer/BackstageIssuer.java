package dev.portico.access.issuer;

import dev.portico.access.issuer.Verifier.Terms;
import dev.portico.access.principal.Principal;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A Backstage: its users' tokens, and those with which its plugins call each other, each plugin
/// with keys of its own.
final class BackstageIssuer implements Issuer {
    private static final String USER = "vnd.backstage.user";
    private static final String LIMITED_USER = "vnd.backstage.limited-user";
    private static final String PLUGIN = "vnd.backstage.plugin";

    /// As which plugins of a Backstage the program answers.
    private static final List<String> SERVED =
            List.of("catalog", "scaffolder", "search", "kubernetes", "permission", "auth", "app");

    private static final Pattern PLUGIN_ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final int MAX_PLUGINS = 100;
    private static final Duration BETWEEN_NEW = Duration.ofSeconds(1);

    private final String name;
    private final String issuer;
    private final List<String> audience;
    private final Verifier verifier;
    private final KeyReader reader;
    private final Clock clock;
    private final Keys users;
    private final Map<String, Keys> plugins = new ConcurrentHashMap<>();
    private Instant newPlugin = Instant.MIN;

    /// @param name in the configuration
    /// @param issuer as `https://backstage.example.com/api/auth`
    BackstageIssuer(
            String name, String issuer, List<String> audience, KeyReader reader, Clock clock) {
        this.name = name;
        this.issuer = issuer.replaceFirst("/+$", "");
        this.audience = audience;
        this.reader = reader;
        this.clock = clock;
        this.verifier = new Verifier(clock);
        URI keys = URI.create(this.issuer + "/.well-known/jwks.json");
        this.users = new CachedKeys(who(), () -> reader.at(keys), clock);
    }

    private String who() {
        return "Backstage " + name;
    }

    @Override
    public boolean claimsToMake(SignedText token) {
        return token.type().equals(PLUGIN)
                || token.issuer().filter(text -> text.equals(issuer)).isPresent();
    }

    @Override
    public Principal verify(SignedText token) {
        return switch (token.type()) {
            case USER -> user(token, issuer, audience, "Backstage " + name);
            case PLUGIN -> plugin(token);
            default ->
                    throw SignedText.refused(
                            "The token of "
                                    + who()
                                    + " is of the type "
                                    + SignedText.shorten(token.type())
                                    + ", which is for its own use.");
        };
    }

    private Principal user(
            SignedText token, @Nullable String from, List<String> target, String credential) {
        JsonObject claims =
                verifier.verify(
                        token,
                        new Terms(
                                who(),
                                from,
                                target,
                                "portico.access.issuers." + name + ".audience",
                                users));
        String subject = claims.text("sub").orElse("");
        try {
            EntityRef ref = EntityRef.parse(subject);
            if (ref.kind().equals("user")) {
                return Principal.user(ref.toString(), credential);
            }
        } catch (PorticoException _) {
            // said below
        }
        throw SignedText.refused(
                "The token of "
                        + who()
                        + " is no user's: its subject is '"
                        + SignedText.shorten(subject)
                        + "'.");
    }

    private Principal plugin(SignedText token) {
        String plugin = token.claims().text("sub").orElse("");
        if (!PLUGIN_ID.matcher(plugin).matches()) {
            throw SignedText.refused(
                    "The token is no plugin's: its subject is '"
                            + SignedText.shorten(plugin)
                            + "'.");
        }
        JsonObject claims =
                verifier.verify(
                        token,
                        new Terms(
                                "the plugin " + plugin + " of " + who(),
                                null,
                                SERVED,
                                "the plugin that is called",
                                keysOf(plugin)));
        Optional<String> behalf = claims.text("obo");
        if (behalf.isPresent()) {
            SignedText limited = SignedText.parse(behalf.get());
            if (!limited.type().equals(LIMITED_USER)) {
                throw SignedText.refused(
                        "The token of the plugin " + plugin + " speaks for what is no user.");
            }
            return user(limited, null, List.of(), who() + " by its plugin " + plugin);
        }
        return Principal.service("service:backstage/" + plugin, who() + ", plugin " + plugin);
    }

    /// Names come from tokens that nobody has checked yet: new ones are asked for one a second.
    private synchronized Keys keysOf(String plugin) {
        @Nullable Keys known = plugins.get(plugin);
        if (known != null) {
            return known;
        }
        Instant now = clock.instant();
        if (plugins.size() >= MAX_PLUGINS
                || (newPlugin != Instant.MIN && now.isBefore(newPlugin.plus(BETWEEN_NEW)))) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The keys of the plugin " + plugin + " are not known yet; try again.");
        }
        newPlugin = now;
        String base = issuer.replaceFirst("/api/auth$", "");
        URI url = URI.create(base + "/api/" + plugin + "/.backstage/auth/v1/jwks.json");
        Keys made =
                new CachedKeys(
                        "the plugin " + plugin + " of " + who(), () -> reader.at(url), clock);
        plugins.put(plugin, made);
        return made;
    }
}
