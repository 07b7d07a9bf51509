package dev.portico.api.rest;

import dev.portico.catalog.CatalogFeed;
import dev.portico.platform.PorticoException;
import io.quarkus.logging.Log;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Tells who wrote the newest position of the change log, which is at or behind that of the write;
/// sent back as `Portico-Min-Position` it lets a read see the write.
@Singleton
public final class PositionFilter {
    static final String HEADER = "Portico-Position";

    private final Instance<CatalogFeed> feed;

    PositionFilter(Instance<CatalogFeed> feed) {
        this.feed = feed;
    }

    @ServerResponseFilter
    @AnswersPosition
    public void tell(ContainerResponseContext response) {
        if (response.getStatus() >= 300) {
            return;
        }
        try {
            response.getHeaders().putSingle(HEADER, String.valueOf(feed.get().latest()));
        } catch (PorticoException e) {
            Log.debugf("a write is done, its position is not known reason=%s", e.text());
        }
    }
}
