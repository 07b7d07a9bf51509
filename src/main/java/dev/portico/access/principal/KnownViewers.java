package dev.portico.access.principal;

import dev.portico.access.NamedViewers;
import dev.portico.access.Viewer;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import jakarta.inject.Singleton;

/// Viewers by what the directory and the configuration say of them.
@Singleton
public final class KnownViewers implements NamedViewers {
    private final Viewers viewers;

    public KnownViewers(Viewers viewers) {
        this.viewers = viewers;
    }

    @Override
    public Viewer named(String name) {
        if (name.equals(Viewer.LOCAL.name())) {
            return Viewer.LOCAL;
        }
        if (name.equals(Viewer.ANONYMOUS.name())) {
            return Viewer.ANONYMOUS;
        }
        if (name.startsWith("service:") || name.startsWith("ci:")) {
            return Viewer.named(name);
        }
        EntityRef user = EntityRef.parse(name, "user", EntityRef.DEFAULT_NAMESPACE);
        if (!user.kind().equals("user")) {
            throw PorticoException.invalid(
                    "'"
                            + name
                            + "' is no caller; name a user, as user:default/ann, service:NAME,"
                            + " ci:ISSUER/REPOSITORY or anonymous.");
        }
        return viewers.of(Principal.user(user.toString(), "a question"));
    }
}
