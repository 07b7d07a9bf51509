package dev.portico.access;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;

/// The sentence that tells a viewer what they may not.
public final class Refusal {
    private Refusal() {}

    /// FORBIDDEN, or UNAUTHENTICATED for a viewer who has not said who they are.
    ///
    /// @param because why, as a sentence
    public static PorticoException of(Viewer viewer, Permission permission, String because) {
        String what = permission.tells() + " (" + permission.name() + "). ";
        return viewer.isSignedIn()
                ? new PorticoException(
                        ErrorCode.FORBIDDEN, viewer.name() + " may not " + what + because)
                : new PorticoException(
                        ErrorCode.UNAUTHENTICATED,
                        "Sign in to " + what + "The request does not say who sends it.");
    }
}
