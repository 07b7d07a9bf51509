package dev.portico.access.session;

import dev.portico.access.AccessConfig;
import dev.portico.access.DeveloperMode;
import dev.portico.access.SignIn;
import dev.portico.platform.PorticoException;
import dev.portico.platform.StartupNotice;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells at the start how to become admin where nobody can sign in yet.
@Singleton
final class FirstAdmin implements StartupNotice {
    private final boolean needed;
    private final BrowserSessions sessions;
    private SignIn.@Nullable Link link;

    @Inject
    FirstAdmin(AccessConfig config, DeveloperMode developer, BrowserSessions sessions) {
        this(!developer.isOn() && !DeveloperMode.knowsPeople(config), sessions);
    }

    /// @param needed whether nobody can sign in
    FirstAdmin(boolean needed, BrowserSessions sessions) {
        this.needed = needed;
        this.sessions = sessions;
    }

    @Override
    public synchronized Optional<String> text() {
        if (!needed) {
            return Optional.empty();
        }
        try {
            if (link == null) {
                link = sessions.createAdminLink();
            }
            return Optional.of(
                    "nobody can sign in yet, because neither an identity provider nor an admin is"
                            + " configured. This link makes its first visitor admin, within 15"
                            + " minutes: "
                            + link.url()
                            + " (another one: ./portico admin-link)");
        } catch (PorticoException e) {
            return Optional.of(
                    "nobody can sign in yet; ./portico admin-link makes a link that signs in as"
                            + " admin.");
        }
    }
}
