package dev.portico.access;

import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;

/// Viewers by what the directory knows of them.
@DefaultBean
@Singleton
final class KnownViewers implements NamedViewers {
    private final Directory directory;

    KnownViewers(Directory directory) {
        this.directory = directory;
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
        Set<String> owns = new TreeSet<>(directory.groups(user));
        owns.add(user.toString());
        return new Viewer(
                Viewer.Type.USER,
                user.toString(),
                owns,
                false,
                null,
                "a question",
                JsonObject.EMPTY,
                null);
    }
}
