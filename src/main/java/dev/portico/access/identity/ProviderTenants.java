package dev.portico.access.identity;

import dev.portico.access.AccessConfig;
import dev.portico.access.ExternalUrl;
import dev.portico.access.ProviderConfig;
import dev.portico.access.SignIn;
import dev.portico.platform.Digest;
import dev.portico.platform.PorticoException;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Authentication.CookieSameSite;
import io.quarkus.oidc.runtime.OidcTenantConfig.TokenStateManager.Strategy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The configured providers as the OIDC extension knows tenants, each on the one path where
/// browsers begin and are sent back to.
@Singleton
final class ProviderTenants implements TenantConfigResolver {
    private final Map<String, OidcTenantConfig> tenants = new TreeMap<>();

    /// INVALID_INPUT, with the setting, for a provider that can't be.
    ProviderTenants(AccessConfig config, ExternalUrl external) {
        config.providers().forEach((name, one) -> tenants.put(name, tenant(name, one, external)));
    }

    private static OidcTenantConfig tenant(
            String name, ProviderConfig provider, ExternalUrl external) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw PorticoException.invalid(
                    "portico.access.providers."
                            + name
                            + " must have a name of small letters, digits and dashes, since it"
                            + " appears in addresses.");
        }
        String secret = secret(name, provider);
        String path = SignIn.Provider.path(name);
        return OidcTenantConfig.authServerUrl(provider.issuer().toString())
                .tenantId(name)
                .applicationType(ApplicationType.WEB_APP)
                .clientId(provider.clientId())
                .credentials(secret)
                .authentication()
                .scopes(provider.scopes())
                .userInfoRequired(provider.userInfo())
                .redirectPath(path)
                .cookiePath(path)
                .cookieSameSite(CookieSameSite.LAX)
                .cookieForceSecure(external.isHttps())
                .forceRedirectHttpsScheme(external.isHttps())
                .pkceRequired()
                .nonceRequired()
                .stateSecret(derived(secret, name, "state"))
                .failOnMissingStateParam()
                .end()
                .tokenStateManager()
                .strategy(provider.userInfo() ? Strategy.KEEP_ALL_TOKENS : Strategy.ID_TOKEN)
                .encryptionSecret(derived(secret, name, "session"))
                .end()
                .build();
    }

    private static String secret(String name, ProviderConfig provider) {
        String setting = "portico.access.providers." + name;
        if (provider.clientSecretFile().isPresent()) {
            try {
                return Files.readString(provider.clientSecretFile().get()).strip();
            } catch (IOException e) {
                throw PorticoException.invalid(
                        "The file of "
                                + setting
                                + ".client-secret-file can't be read: "
                                + provider.clientSecretFile().get());
            }
        }
        return provider.clientSecret()
                .orElseThrow(
                        () ->
                                PorticoException.invalid(
                                        setting
                                                + ".client-secret is missing, or"
                                                + " .client-secret-file."));
    }

    /// The same on all nodes, so that a browser may begin at one and come back to another.
    private static String derived(String secret, String name, String purpose) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        byte[] label = ("portico " + purpose + " " + name).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Digest.hmacSha256(key, label)).substring(0, 32);
    }

    /// The provider whose path it is.
    Optional<String> provider(String path) {
        return Optional.of(path)
                .filter(one -> one.startsWith(SignIn.PROVIDERS))
                .map(one -> one.substring(SignIn.PROVIDERS.length()))
                .filter(tenants::containsKey);
    }

    @Override
    public Uni<OidcTenantConfig> resolve(
            RoutingContext context, OidcRequestContext<OidcTenantConfig> request) {
        @Nullable OidcTenantConfig tenant =
                provider(context.normalizedPath()).map(tenants::get).orElse(null);
        return Uni.createFrom().item(tenant);
    }
}
