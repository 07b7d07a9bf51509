package dev.portico.access;

import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Callers for tests.
public final class Viewers {
    public static final Viewer ANN = user("user:default/ann", "group:default/orders");
    public static final Viewer BOB = user("user:default/bob", "group:default/payments");
    public static final Viewer ADMIN =
            new Viewer(
                    Viewer.Type.USER,
                    "user:default/root",
                    Set.of("user:default/root"),
                    true,
                    null,
                    "OIDC test",
                    JsonObject.EMPTY,
                    null);

    private Viewers() {}

    public static Viewer user(String name, String... groups) {
        return user(name, JsonObject.EMPTY, groups);
    }

    public static Viewer user(String name, JsonObject claims, String... groups) {
        Set<String> owns = new TreeSet<>(List.of(groups));
        owns.add(name);
        return new Viewer(Viewer.Type.USER, name, owns, false, null, "OIDC test", claims, null);
    }

    /// @param scopes null for no limit
    public static Viewer service(String name, @Nullable List<String> scopes) {
        return new Viewer(
                Viewer.Type.SERVICE,
                "service:" + name,
                Set.of(),
                false,
                scopes == null ? null : new Viewer.Scopes(scopes),
                "token " + name + " (7f3a)",
                JsonObject.EMPTY,
                null);
    }

    public static Viewer job(String repository, boolean trusted) {
        return new Viewer(
                Viewer.Type.CI,
                "ci:github/" + repository,
                Set.of(),
                false,
                null,
                "OIDC github",
                JsonObject.EMPTY,
                new CiJob(
                        "github",
                        repository,
                        "4711",
                        "https://github.com/" + repository,
                        "refs/heads/main",
                        "0123456789012345678901234567890123456789",
                        "push",
                        null,
                        null,
                        trusted));
    }
}
