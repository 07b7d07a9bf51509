package dev.portico.access;

import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import io.quarkus.arc.DefaultBean;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who sends a request where there is no sign-in: on a program that only its machine reaches its
/// admin, or the user whom the header `Portico-User` names; elsewhere nobody.
@DefaultBean
@Singleton
final class LocalViewer implements CurrentViewer {
    private static final String HEADER = "Portico-User";
    private static final String USER = "user";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private final boolean open;
    private final VertxRequest request;
    private final Directory directory;

    LocalViewer(
            AccessConfig config, VertxHttpConfig http, VertxRequest request, Directory directory) {
        this.open = config.insecure() || LOOPBACK.contains(http.host());
        this.request = request;
        this.directory = directory;
    }

    @Override
    public Viewer get() {
        if (!open || !request.isThere()) {
            return Viewer.ANONYMOUS;
        }
        @Nullable String claimed = request.header(HEADER);
        return claimed == null || claimed.isBlank() ? Viewer.LOCAL : user(claimed);
    }

    private Viewer user(String claimed) {
        EntityRef ref = EntityRef.parse(claimed, USER, EntityRef.DEFAULT_NAMESPACE);
        if (!ref.kind().equals(USER)) {
            throw PorticoException.invalid(
                    "The header "
                            + HEADER
                            + " names "
                            + ref
                            + "; it must name a user, as user:default/ann.");
        }
        Set<String> owns = new TreeSet<>(directory.groups(ref));
        owns.add(ref.toString());
        return new Viewer(
                Viewer.Type.USER,
                ref.toString(),
                owns,
                false,
                null,
                "developer mode",
                JsonObject.EMPTY,
                null);
    }
}
