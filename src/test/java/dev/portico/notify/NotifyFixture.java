package dev.portico.notify;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.ChangeLog;
import dev.portico.catalog.LoggedChange;
import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.notify.store.WebhookTable;
import dev.portico.query.CatalogIndex;
import dev.portico.test.SwitchedDatabase;
import dev.portico.test.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What tells of changes, on a database and an index of its own, without the rest of the program.
final class NotifyFixture implements AutoCloseable {
    static final DeliveryLoop.Backoff QUICK =
            new DeliveryLoop.Backoff(Duration.ofMillis(20), Duration.ofMillis(200));

    final SwitchedDatabase database = new SwitchedDatabase(TestDatabase.fresh());
    final CatalogFixture catalog = new CatalogFixture(database);
    final SourceLease git = catalog.source("git:https://git.example.com/acme/a", SourceClass.GIT);
    final ChangeLog log = new ChangeLog(catalog.feed, catalog.signal);
    final CatalogIndex index;
    final ChangeEvents changes;
    final CloudEvents events;
    final WebhookTable webhooks = new WebhookTable(catalog.sql);
    private final List<Subscribers> started = new ArrayList<>();

    NotifyFixture(Path folder) {
        index = new CatalogIndex(log, folder, Duration.ZERO);
        index.start();
        changes = new ChangeEvents(log, index);
        events = new CloudEvents(index);
    }

    /// Waits until reads reflect everything, and answers where that is.
    long settle() {
        long latest = log.latest();
        index.awaitPosition(latest, Duration.ofSeconds(20));
        return latest;
    }

    /// A program that delivers, with these subscribers.
    Subscribers start(Map<String, NotifyConfig.Webhook> webhookSettings) {
        Subscribers subscribers =
                new Subscribers(
                        () -> webhookSettings,
                        new Subscribers.Following(index, changes, events),
                        webhooks,
                        Clock.systemUTC(),
                        QUICK);
        subscribers.start();
        started.add(subscribers);
        return subscribers;
    }

    static List<String> names(List<LoggedChange> changes) {
        return changes.stream()
                .map(it -> it.change().type() + " " + it.change().ref().name())
                .toList();
    }

    @Override
    public void close() {
        started.forEach(Subscribers::stop);
        index.close();
        catalog.signal.close();
    }
}
