package dev.portico.access;

import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/// Until there is sign-in, whoever can reach the program may write; so a program that can be
/// reached from elsewhere takes no writes. Every edge asks before it writes.
@Singleton
public final class WriteGate {
    /// The header in which callers say who they are, as `user:default/ann`.
    public static final String USER_HEADER = "Portico-User";

    private static final String USER = "user";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private final boolean open;
    private final String host;

    WriteGate(AccessConfig config, VertxHttpConfig http) {
        this.host = http.host();
        this.open = config.insecure() || LOOPBACK.contains(host);
    }

    /// Answers who writes, where it matters which person it is: while there is no sign-in, who they
    /// say they are. FORBIDDEN when writes are closed, INVALID_INPUT when they name no user.
    ///
    /// @param claimed the value of [#USER_HEADER]
    public Viewer requireWriter(Optional<String> claimed) {
        Viewer local = requireWriter();
        return claimed.filter(text -> !text.isBlank()).map(WriteGate::user).orElse(local);
    }

    private static Viewer user(String claimed) {
        EntityRef ref = EntityRef.parse(claimed, USER, EntityRef.DEFAULT_NAMESPACE);
        if (!ref.kind().equals(USER)) {
            throw PorticoException.invalid(
                    "The header "
                            + USER_HEADER
                            + " names "
                            + ref
                            + "; it must name a user, as user:default/ann.");
        }
        return Viewer.named(ref.toString());
    }

    /// Answers who writes; FORBIDDEN when writes are closed.
    public Viewer requireWriter() {
        if (!open) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "Writing is closed because the program listens on "
                            + host
                            + " and has no access control yet. Bind it to 127.0.0.1, or set"
                            + " portico.access.insecure=true if everyone who reaches it may write.");
        }
        return Viewer.LOCAL;
    }

    public boolean isOpen() {
        return open;
    }
}
