package dev.portico.access;

import dev.portico.platform.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// API tokens: what programs call with. Everyone may make tokens for themselves; those for others
/// and for services need [Permission#TOKEN_MANAGE].
public interface Tokens {
    /// Makes a token. INVALID_INPUT for a name, scope, subject or time that can't be, FORBIDDEN for
    /// one that may do more than who makes it, CONFLICT when the subject has too many.
    Made create(Wanted wanted, Viewer by);

    /// Those of the viewer, newest first; for who may manage tokens, all.
    List<TokenInfo> list(Viewer by);

    /// Ends a token; within a second it is refused on every node. NOT_FOUND when there is none, or
    /// it is not the viewer's to revoke.
    void revoke(String id, Viewer by);

    /// What a token is to be.
    ///
    /// @param name what it is for, for people
    /// @param subject as whom it calls: `service:deployer`, or a user; null for who makes it
    /// @param scopes permissions it is limited to, with `*` for all that begin so; null for no
    ///     limit
    /// @param validFor at most 3660 days; null for 90
    record Wanted(
            String name,
            @Nullable String subject,
            @Nullable List<String> scopes,
            @Nullable Duration validFor) {}

    /// A new token.
    ///
    /// @param text what is sent with each call; shown this once
    record Made(TokenInfo info, Secret text) {}
}
