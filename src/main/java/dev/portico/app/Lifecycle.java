package dev.portico.app;

import dev.portico.notify.Subscribers;
import dev.portico.platform.PlatformConfig;
import dev.portico.source.SourceRegistry;
import dev.portico.template.CatalogWaker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Starts what works in the background, in the order data flows, and stops it the other way round.
@Singleton
final class Lifecycle {
    private final Followers followers;
    private final SourceRegistry sources;
    private final Subscribers subscribers;
    private final CatalogWaker waker;
    private final PlatformConfig config;

    Lifecycle(
            Followers followers,
            SourceRegistry sources,
            Subscribers subscribers,
            CatalogWaker waker,
            PlatformConfig config) {
        this.followers = followers;
        this.sources = sources;
        this.subscribers = subscribers;
        this.waker = waker;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        followers.start();
        if (config.roles().contains(PlatformConfig.Role.INGEST)) {
            sources.start();
        }
        if (config.roles().contains(PlatformConfig.Role.TASKS)) {
            subscribers.start();
            waker.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        waker.stop();
        subscribers.stop();
        if (config.roles().contains(PlatformConfig.Role.INGEST)) {
            sources.stop();
        }
        followers.stop();
    }
}
