package dev.portico.access;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The request as Vert.x knows it.
@Singleton
final class VertxRequest implements CurrentRequest {
    private final CurrentVertxRequest current;

    VertxRequest(CurrentVertxRequest current) {
        this.current = current;
    }

    @Override
    public @Nullable String address() {
        return of(
                context -> {
                    @Nullable SocketAddress address = context.request().remoteAddress();
                    return address == null ? null : address.hostAddress();
                });
    }

    @Override
    public @Nullable String id() {
        return of(context -> context.get(RequestIds.KEY));
    }

    /// Whether a request is being answered on this thread.
    boolean isThere() {
        return of(_ -> "") != null;
    }

    @Nullable String header(String name) {
        return of(context -> context.request().getHeader(name));
    }

    private @Nullable String of(Function<RoutingContext, @Nullable String> read) {
        if (!Arc.container().requestContext().isActive()) {
            return null;
        }
        @Nullable RoutingContext context = current.getCurrent();
        return Optional.ofNullable(context).map(read).orElse(null);
    }
}
