package dev.portico.access.identity;

import dev.portico.access.Audit;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// On the path of a provider the OIDC extension says who was sent back, or sends the browser there.
@Singleton
final class ProviderAuthentication {
    private final OidcAuthenticationMechanism oidc;
    private final ProviderTenants tenants;
    private final Audit audit;

    ProviderAuthentication(OidcAuthenticationMechanism oidc, ProviderTenants tenants, Audit audit) {
        this.oidc = oidc;
        this.tenants = tenants;
        this.audit = audit;
    }

    boolean covers(String path) {
        return tenants.provider(path).isPresent();
    }

    /// What the provider sent back and is no good counts as a sign-in that was refused.
    Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        return oidc.authenticate(context, providers)
                .onFailure(ProviderAuthentication::isRefusal)
                .invoke(() -> audit.refusedCredential(Audit.SIGN_IN, address(context)))
                .onItem()
                .transformToUni(
                        identity ->
                                identity == null
                                        ? Uni.createFrom()
                                                .failure(new AuthenticationFailedException())
                                        : Uni.createFrom().item(identity));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof AuthenticationFailedException
                || failure instanceof AuthenticationCompletionException;
    }

    Uni<Boolean> sendChallenge(RoutingContext context) {
        return oidc.sendChallenge(context);
    }

    static @Nullable String address(RoutingContext context) {
        @Nullable SocketAddress address = context.request().remoteAddress();
        return address == null ? null : address.hostAddress();
    }
}
