package dev.portico.access.session;

import dev.portico.access.AccessConfig;
import dev.portico.access.Directory;
import dev.portico.access.ProviderConfig;
import dev.portico.access.SignIn;
import dev.portico.access.issuer.LogoutTokens;
import dev.portico.access.principal.Principal;
import dev.portico.access.principal.UserMatch;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds the User whom a provider has sent back.
@Singleton
final class ProviderSignIn {
    private final Map<String, ProviderConfig> providers;
    private final Directory directory;
    private final LogoutTokens logouts;
    private final Supplier<SecurityIdentity> current;

    @Inject
    ProviderSignIn(
            AccessConfig config,
            Directory directory,
            LogoutTokens logouts,
            CurrentIdentityAssociation current) {
        this(config.providers(), directory, logouts, current::getIdentity);
    }

    /// @param current who was sent back, as the OIDC extension knows them
    ProviderSignIn(
            Map<String, ProviderConfig> providers,
            Directory directory,
            LogoutTokens logouts,
            Supplier<SecurityIdentity> current) {
        this.providers = Map.copyOf(providers);
        this.directory = directory;
        this.logouts = logouts;
        this.current = current;
    }

    /// Whom a provider sent back.
    sealed interface Answer {}

    /// A User.
    record Known(Person person) implements Answer {}

    /// Nobody in the catalog.
    record Unknown(SignIn.NoMatch nobody) implements Answer {}

    List<SignIn.Provider> all() {
        return providers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(
                        one ->
                                new SignIn.Provider(
                                        one.getKey(),
                                        one.getValue().title().orElse(one.getKey()),
                                        SignIn.Provider.path(one.getKey())))
                .toList();
    }

    /// Whom a provider says to have signed out; as [LogoutTokens#verify].
    LogoutTokens.Ended ended(String name, String logoutToken) {
        return logouts.verify(name, logoutToken);
    }

    Answer answer(String name) {
        @Nullable ProviderConfig provider = providers.get(name);
        if (provider == null) {
            throw PorticoException.notFound("There is no identity provider " + name + ".");
        }
        return answer(name, provider, ProviderAnswer.claims(current.get()));
    }

    private Answer answer(String name, ProviderConfig provider, JsonObject claims) {
        String setting = "portico.access.providers." + name;
        UserMatch match =
                new UserMatch(
                        setting,
                        provider.userClaim(),
                        provider.userField(),
                        provider.groupsClaim().orElse(null),
                        "OIDC " + name);
        Optional<Principal> user = match.find(claims, directory);
        if (user.isEmpty()) {
            return new Unknown(new SignIn.NoMatch(match.noMatch(claims), setting, claims));
        }
        Principal principal = user.get();
        return new Known(
                new Person(
                        principal.name(),
                        false,
                        List.copyOf(principal.groups()),
                        principal.credential(),
                        name,
                        claims.text("sub").orElse(null),
                        claims.text("sid").orElse(null)));
    }
}
