package dev.portico.api.rest;

import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogPosition;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/// Lets a caller read its own write: with `Portico-Min-Position` a request waits until reads
/// reflect that position of the change log.
@Singleton
public final class MinPositionFilter {
    static final String HEADER = "Portico-Min-Position";
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Instance<CatalogPosition> query;

    /// @param query looked up at the first request: filters are made before the configuration of a
    ///     start is known
    MinPositionFilter(Instance<CatalogPosition> query) {
        this.query = query;
    }

    /// Waits on a thread of its own, since some reads are answered by the thread that receives
    /// them.
    @ServerRequestFilter
    public void awaitPosition(ResteasyReactiveContainerRequestContext request) {
        String position = request.getHeaderString(HEADER);
        if (position == null) {
            return;
        }
        if (!position.matches("[0-9]{1,18}")) {
            throw PorticoException.invalid(
                    "The header " + HEADER + " must be a position of the change log, as 4711.");
        }
        long wanted = Long.parseLong(position);
        if (query.get().position() < wanted) {
            request.suspend();
            Thread.ofVirtual().name("min-position").start(() -> await(wanted, request));
        }
    }

    private void await(long position, ResteasyReactiveContainerRequestContext request) {
        try {
            query.get().awaitPosition(position, PATIENCE);
            request.resume();
        } catch (RuntimeException e) {
            request.resume(e);
        }
    }
}
