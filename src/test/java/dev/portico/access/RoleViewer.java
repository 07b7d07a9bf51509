package dev.portico.access;

import dev.portico.platform.json.JsonObject;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes callers for what the header `Test-Role` says they are; without it they are admins. Only in
/// tests with [RoleProfile].
@Alternative
@Singleton
public final class RoleViewer implements CurrentViewer {
    static final String HEADER = "Test-Role";
    static final List<String> ROLES =
            List.of("anonymous", "user", "owner", "service", "ci", "admin");

    private final CurrentVertxRequest current;

    RoleViewer(CurrentVertxRequest current) {
        this.current = current;
    }

    @Override
    public Viewer get() {
        if (!Arc.container().requestContext().isActive()) {
            return Viewer.ANONYMOUS;
        }
        @Nullable RoutingContext context = current.getCurrent();
        return Optional.ofNullable(context)
                .map(it -> it.request().getHeader(HEADER))
                .map(RoleViewer::of)
                .orElse(context == null ? Viewer.ANONYMOUS : Viewer.LOCAL);
    }

    static Viewer of(String role) {
        return switch (role) {
            case "anonymous" -> Viewer.ANONYMOUS;
            case "user" -> Viewers.user("user:default/visitor");
            case "blind" -> Viewers.user("user:default/blind");
            case "owner" -> Viewers.user("user:default/ann", AccessSample.TEAM);
            case "service" ->
                    Viewers.service("reader", List.of("catalog.entity.read", "portico.webhook.*"));
            case "ci" -> Viewers.job("acme/matrix", true);
            case "admin" ->
                    new Viewer(
                            Viewer.Type.USER,
                            "user:default/root",
                            Set.of("user:default/root"),
                            true,
                            null,
                            "a test",
                            JsonObject.EMPTY,
                            null);
            default -> throw new IllegalArgumentException(role);
        };
    }
}
