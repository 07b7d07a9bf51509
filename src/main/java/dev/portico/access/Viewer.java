package dev.portico.access;

import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is calling, as the whole program knows them: made once for each request, from what the
/// request brings, and passed on to whatever is done for it.
///
/// @param name as it appears as the actor of a change: `user:default/ann`,
///     `service:deployer`, `ci:github/acme/orders`, `anonymous`, `local`
/// @param owns refs whose entities are theirs, in canonical form: a user's own and those of their
///     groups; empty for others
/// @param admin whether they may do everything
/// @param scopes what their credential is limited to; null when it is not
/// @param credential how they proved it, for people: `token deploy-prod (7f3a)`, `OIDC google`
/// @param claims what policies may ask about them beside the rest: the claims of their token
/// @param job the job that calls, for CI; else null
public record Viewer(
        Type type,
        String name,
        Set<String> owns,
        boolean admin,
        @Nullable Scopes scopes,
        String credential,
        JsonObject claims,
        @Nullable CiJob job) {
    /// Sorts of callers; policies and the audit name them in lower case.
    public enum Type {
        USER,
        SERVICE,
        CI,
        ANONYMOUS,
        /// The program itself, or whoever reaches a program that is in developer mode.
        LOCAL
    }

    /// Who reaches a program in developer mode without saying who they are, and the program itself.
    public static final Viewer LOCAL =
            new Viewer(
                    Type.LOCAL,
                    "local",
                    Set.of("user:default/guest"),
                    true,
                    null,
                    "developer mode",
                    JsonObject.EMPTY,
                    null);

    /// Who brings nothing that says who they are.
    public static final Viewer ANONYMOUS =
            new Viewer(
                    Type.ANONYMOUS,
                    "anonymous",
                    Set.of(),
                    false,
                    null,
                    "nothing",
                    JsonObject.EMPTY,
                    null);

    public Viewer {
        owns = Set.copyOf(owns);
    }

    /// Someone known by name alone, as a record of the past has them: owns what is theirs alone,
    /// and may do no more than anyone.
    public static Viewer named(String name) {
        int colon = name.indexOf(':');
        Type type =
                switch (name.substring(0, Math.max(0, colon))) {
                    case "user" -> Type.USER;
                    case "service" -> Type.SERVICE;
                    case "ci" -> Type.CI;
                    default -> name.equals(LOCAL.name) ? Type.LOCAL : Type.ANONYMOUS;
                };
        Set<String> owns = type == Type.USER ? Set.of(name) : Set.of();
        return new Viewer(type, name, owns, false, null, "a record", JsonObject.EMPTY, null);
    }

    public boolean isSignedIn() {
        return type != Type.ANONYMOUS;
    }

    /// What a credential is limited to, whatever its holder may do.
    ///
    /// @param permissions names, with `*` at the end of one for all that begin so
    public record Scopes(List<String> permissions) {
        public Scopes {
            permissions = List.copyOf(permissions);
        }

        public boolean cover(Permission permission) {
            return permissions.stream().anyMatch(permission::matches);
        }
    }
}
