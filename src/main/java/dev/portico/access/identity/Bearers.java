package dev.portico.access.identity;

import dev.portico.access.CiJob;
import dev.portico.access.CiRepositories;
import dev.portico.access.issuer.SignedTokens;
import dev.portico.access.principal.Caller;
import dev.portico.access.principal.Viewers;
import dev.portico.access.token.CredentialBook;
import dev.portico.access.token.CredentialFollower;
import dev.portico.access.token.TokenText;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who a token speaks of, whoever made it.
@Singleton
final class Bearers {
    private static final String BEARER = "Bearer ";

    private final CredentialBook book;
    private final CredentialFollower follower;
    private final SignedTokens signed;
    private final CiRepositories repositories;
    private final Viewers viewers;

    Bearers(
            CredentialBook book,
            CredentialFollower follower,
            SignedTokens signed,
            CiRepositories repositories,
            Viewers viewers) {
        this.book = book;
        this.follower = follower;
        this.signed = signed;
        this.repositories = repositories;
        this.viewers = viewers;
    }

    /// As far as memory knows; empty when it must be asked for, with [#find].
    Optional<SecurityIdentity> known(String authorization) {
        String token = token(authorization);
        if (SignedTokens.looksLikeOne(token)) {
            return signed.known(token)
                    .filter(found -> isKnown(found.principal().job()))
                    .map(found -> found.identity(viewers));
        }
        Optional<SecurityIdentity> found = stored(token);
        if (found.isPresent()) {
            return found;
        }
        if (!TokenText.isToken(token)) {
            throw refused("The token is none of this program's, nor of an issuer it is told of.");
        }
        if (!TokenText.isWhole(token)) {
            throw refused("The token is not whole; copy all of it, from portico_ on.");
        }
        return Optional.empty();
    }

    /// May wait for the database, and for the keys of an issuer.
    SecurityIdentity find(String authorization) {
        String token = token(authorization);
        if (SignedTokens.looksLikeOne(token)) {
            return ofRepository(signed.verify(token));
        }
        follower.lookForUnknown();
        return stored(token)
                .orElseThrow(
                        () -> refused("The token was revoked or has run out; make a new one."));
    }

    private boolean isKnown(@Nullable CiJob job) {
        return job == null || repositories.isKnown(job);
    }

    private SecurityIdentity ofRepository(Caller caller) {
        SecurityIdentity identity = caller.identity(viewers);
        @Nullable CiJob job = caller.principal().job();
        if (job != null) {
            repositories.require(Caller.viewer(identity), job);
        }
        return identity;
    }

    /// As [#known], for the cookie of a session.
    Optional<SecurityIdentity> session(String cookie) {
        return stored(cookie);
    }

    /// As [#find], for the cookie of a session; empty for one that has ended.
    Optional<SecurityIdentity> findSession(String cookie) {
        follower.lookForUnknown();
        return stored(cookie);
    }

    private Optional<SecurityIdentity> stored(String token) {
        return book.find(token).map(found -> found.caller().identity(viewers));
    }

    private static String token(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw refused(
                    "The header Authorization must be the word Bearer, a space and a token; it"
                            + " begins otherwise.");
        }
        return authorization.substring(BEARER.length()).strip();
    }

    private static PorticoException refused(String why) {
        return new PorticoException(ErrorCode.UNAUTHENTICATED, why);
    }
}
