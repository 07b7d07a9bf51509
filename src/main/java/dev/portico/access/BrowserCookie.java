package dev.portico.access;

import java.time.Duration;

/// Cookies of the program as `Set-Cookie` has them: not for scripts, not for requests that pages of
/// others make.
public final class BrowserCookie {
    private BrowserCookie() {}

    /// @param value letters, digits and what need not be quoted
    /// @param age zero to remove it
    /// @param https whether the browser came by https
    public static String text(String name, String value, Duration age, boolean https) {
        return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s"
                .formatted(name, value, age.toSeconds(), https ? "; Secure" : "");
    }
}
