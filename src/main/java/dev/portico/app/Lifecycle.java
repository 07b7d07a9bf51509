package dev.portico.app;

import dev.portico.notify.Subscribers;
import dev.portico.platform.PlatformConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Starts what works in the background, in the order data flows, and stops it the other way round.
@Singleton
final class Lifecycle {
    private final Followers followers;
    private final Ingest ingest;
    private final Subscribers subscribers;
    private final TaskLoops tasks;
    private final PlatformConfig config;

    Lifecycle(
            Followers followers,
            Ingest ingest,
            Subscribers subscribers,
            TaskLoops tasks,
            PlatformConfig config) {
        this.followers = followers;
        this.ingest = ingest;
        this.subscribers = subscribers;
        this.tasks = tasks;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        followers.start();
        if (config.roles().contains(PlatformConfig.Role.INGEST)) {
            ingest.start();
        }
        if (config.roles().contains(PlatformConfig.Role.TASKS)) {
            subscribers.start();
        }
        tasks.start();
    }

    void stop(@Observes ShutdownEvent event) {
        tasks.stop();
        subscribers.stop();
        if (config.roles().contains(PlatformConfig.Role.INGEST)) {
            ingest.stop();
        }
        followers.stop();
    }
}
