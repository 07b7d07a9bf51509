package dev.portico.scm;

import dev.portico.platform.Secret;
import java.util.Optional;

/// What to sign in to a host with, and how messages call it.
///
/// @param name the setting that holds the token, or would hold one; `the step` for a given one
public record RemoteAccess(Optional<Secret> token, String name) {
    /// A token that is given for one purpose, and that messages call the step's.
    public static RemoteAccess given(Secret token) {
        return new RemoteAccess(Optional.of(token), "the step");
    }

    /// The host's own.
    public static RemoteAccess of(GitHost host) {
        return new RemoteAccess(host.token().token(), host.tokenSetting());
    }

    /// Why the host did not let us in, to follow its name.
    public String refused() {
        return token.isPresent()
                ? "refuses the token of "
                        + name
                        + "; set one that is valid and has the rights that this needs"
                : "wants a token; set " + name + " or token-file";
    }
}
