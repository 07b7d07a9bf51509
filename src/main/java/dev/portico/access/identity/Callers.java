package dev.portico.access.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portico.access.DeveloperMode;
import dev.portico.access.SignIn;
import dev.portico.access.Viewer;
import dev.portico.access.principal.Caller;
import dev.portico.access.principal.Principal;
import dev.portico.access.principal.Viewers;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells who sent a request: by the token it brings, else by the cookie of a session; in developer
/// mode without any by where it comes from. What can be told from memory is told at once. A session
/// that has ended counts as none, since the browser goes on to send its cookie.
@Singleton
final class Callers {
    /// In developer mode callers say in it who they are, as `user:default/ann`.
    private static final String USER_HEADER = "Portico-User";

    private static final String USER = "user";
    private static final int KEPT = 1_000;
    private static final String AUTHORIZATION = "Authorization";
    private static final SecurityIdentity NOBODY = Caller.identity(Viewer.ANONYMOUS);
    private static final SecurityIdentity LOCAL = Caller.identity(Viewer.LOCAL);

    private final DeveloperMode developer;
    private final CrossSite crossSite;
    private final Viewers viewers;
    private final Bearers bearers;
    private final Cache<EntityRef, Caller> claimed =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    Callers(DeveloperMode developer, CrossSite crossSite, Viewers viewers, Bearers bearers) {
        this.developer = developer;
        this.crossSite = crossSite;
        this.viewers = viewers;
        this.bearers = bearers;
    }

    /// Who it is, as far as memory knows; empty when it must be asked for, with [#find]. Does not
    /// wait. UNAUTHENTICATED for a credential that is no good, FORBIDDEN for a web page that is not
    /// ours, INVALID_INPUT for a user that is none.
    Optional<SecurityIdentity> known(Asked request) {
        @Nullable String authorization = request.header(AUTHORIZATION);
        if (authorization != null) {
            return bearers.known(authorization);
        }
        @Nullable String cookie = request.cookie(SignIn.COOKIE);
        if (cookie != null) {
            return bearers.session(cookie).map(session -> own(session, request));
        }
        return Optional.of(withoutAny(request));
    }

    private SecurityIdentity own(SecurityIdentity session, Asked request) {
        crossSite.requireOwn(request);
        return session;
    }

    private SecurityIdentity withoutAny(Asked request) {
        return developer.isOn() ? local(request) : NOBODY;
    }

    /// Who it is, for one whom [#known] did not know. May wait for the database and for others.
    SecurityIdentity find(Asked request) {
        @Nullable String authorization = request.header(AUTHORIZATION);
        if (authorization != null) {
            return bearers.find(authorization);
        }
        return bearers.findSession(String.valueOf(request.cookie(SignIn.COOKIE)))
                .map(session -> own(session, request))
                .orElseGet(() -> withoutAny(request));
    }

    private SecurityIdentity local(Asked request) {
        @Nullable String host = request.host();
        if (host != null && !developer.covers(host)) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "In developer mode only requests to this machine's own names are answered, as"
                            + " 127.0.0.1 or localhost, and this one asks for "
                            + host
                            + ". Configure an identity provider, or set"
                            + " portico.access.insecure=true if everyone who reaches it may do"
                            + " everything.");
        }
        crossSite.requireOwn(request);
        @Nullable String said = request.header(USER_HEADER);
        if (said == null || said.isBlank()) {
            return LOCAL;
        }
        EntityRef user = EntityRef.parse(said, USER, EntityRef.DEFAULT_NAMESPACE);
        if (!user.kind().equals(USER)) {
            throw PorticoException.invalid(
                    "The header "
                            + USER_HEADER
                            + " names "
                            + user
                            + "; it must name a user, as user:default/ann.");
        }
        return claimed.get(
                        user,
                        it -> new Caller(Principal.user(it.toString(), Viewer.LOCAL.credential())))
                .identity(viewers);
    }

    /// Who sends nothing that says who they are.
    static SecurityIdentity nobody() {
        return NOBODY;
    }
}
