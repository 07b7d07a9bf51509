package dev.portico.access;

import dev.portico.platform.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Signs browsers in and out.
public interface SignIn {
    /// The cookie with which a browser that is signed in says so.
    String COOKIE = "portico_session";

    /// What paths begin with where browsers go to a provider and come back from it.
    String PROVIDERS = "/sign-in/with/";

    /// Makes a link that signs its first visitor in as admin. FORBIDDEN for who is no admin.
    Link createAdminLink(Viewer by);

    /// Uses a link up. UNAUTHENTICATED when there is none such, or not any more.
    Session takeAdminLink(String secret);

    /// Where people can sign in, by name.
    List<Provider> providers();

    /// Signs in whom a provider has just sent back. UNAUTHENTICATED when it has sent nobody.
    Outcome finish(String provider);

    /// Gives a browser that has shown a user's token a session for an hour, for what it loads by
    /// itself. UNAUTHENTICATED for who is no user, FORBIDDEN when the token is limited.
    Session borrow(Viewer user);

    /// Ends the session that a cookie stands for; nothing happens when there is none.
    void end(String cookie);

    /// Ends the sessions of whom a provider says that they have signed out there. UNAUTHENTICATED
    /// for a token that does not say so.
    ///
    /// @param logoutToken as OpenID Connect Back-Channel Logout 1.0 has it
    void endAt(String provider, String logoutToken);

    /// A link.
    ///
    /// @param url holds a secret
    record Link(URI url, Instant expiresAt) {}

    /// Where people sign in.
    ///
    /// @param path where a browser begins
    record Provider(String name, String title, String path) {
        /// Where browsers begin, and are sent back to.
        public static String path(String name) {
            return PROVIDERS + name;
        }
    }

    /// What became of a sign-in.
    sealed interface Outcome {}

    /// Nobody in the catalog is who signed in.
    ///
    /// @param why with the claim that was tried and its value
    /// @param setting whose `.user-claim` and `.user-field` say what is compared
    /// @param claims what the provider says of them
    record NoMatch(String why, String setting, JsonObject claims) implements Outcome {}

    /// A browser that was just signed in.
    ///
    /// @param cookie the value of [#COOKIE]
    record Session(String cookie, Duration validFor) implements Outcome {
        @Override
        public String toString() {
            return "***";
        }
    }
}
