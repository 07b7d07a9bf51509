package dev.portico.notify;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.ChangeLog;
import dev.portico.catalog.LoggedChange;
import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.notify.store.WebhookTable;
import dev.portico.query.CatalogIndex;
import dev.portico.test.TestDatabase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// What tells of changes, on a database and an index of its own, without the rest of the program.
final class NotifyFixture implements AutoCloseable {
    static final DeliveryLoop.Backoff QUICK =
            new DeliveryLoop.Backoff(Duration.ofMillis(20), Duration.ofMillis(200));

    final Switched database = new Switched(TestDatabase.fresh());
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

    /// A database that can be away.
    static final class Switched implements DataSource {
        private final DataSource real;
        private volatile boolean away;

        Switched(DataSource real) {
            this.real = real;
        }

        void away(boolean now) {
            away = now;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (away) {
                throw new SQLTransientConnectionException("the test took it away");
            }
            return real.getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            return real.getLogWriter();
        }

        @Override
        public void setLogWriter(PrintWriter out) throws SQLException {
            real.setLogWriter(out);
        }

        @Override
        public void setLoginTimeout(int seconds) throws SQLException {
            real.setLoginTimeout(seconds);
        }

        @Override
        public int getLoginTimeout() throws SQLException {
            return real.getLoginTimeout();
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return real.unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return real.isWrapperFor(type);
        }
    }
}
