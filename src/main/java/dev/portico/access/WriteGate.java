package dev.portico.access;

import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Lets those write who have said who they are. Every edge asks before it writes.
@Singleton
public final class WriteGate {
    /// The header in which callers say who they are in developer mode, as `user:default/ann`.
    public static final String USER_HEADER = "Portico-User";

    private final CurrentViewer current;

    WriteGate(CurrentViewer current) {
        this.current = current;
    }

    /// Answers who writes. FORBIDDEN when writes are closed, INVALID_INPUT when they name no user.
    ///
    /// @param claimed the value of [#USER_HEADER]
    public Viewer requireWriter(Optional<String> claimed) {
        Viewer viewer = requireWriter();
        return viewer.type() != Viewer.Type.LOCAL
                ? viewer
                : claimed.filter(text -> !text.isBlank())
                        .map(text -> Viewer.named(claimedUser(text).toString()))
                        .orElse(viewer);
    }

    /// The user that [#USER_HEADER] names; INVALID_INPUT when it names none.
    private static EntityRef claimedUser(String claimed) {
        EntityRef ref = EntityRef.parse(claimed, "user", EntityRef.DEFAULT_NAMESPACE);
        if (!ref.kind().equals("user")) {
            throw PorticoException.invalid(
                    "The header "
                            + USER_HEADER
                            + " names "
                            + ref
                            + "; it must name a user, as user:default/ann.");
        }
        return ref;
    }

    /// Answers who writes; FORBIDDEN when writes are closed.
    public Viewer requireWriter() {
        Viewer viewer = current.get();
        if (!viewer.isSignedIn()) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "Writing is closed to those who have not said who they are; sign in, or send a"
                            + " token in the header Authorization.");
        }
        return viewer;
    }
}
