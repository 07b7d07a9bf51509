package dev.portico.notify;

import dev.portico.catalog.ChangeCursor;
import dev.portico.notify.store.WebhookRow;
import dev.portico.notify.store.WebhookTable;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.HttpSender;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.query.CatalogQuery;
import io.quarkus.logging.Log;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The webhook subscribers of the configuration: delivers to them, each on its own, and tells how
/// they are doing. Any node may deliver; a lease in the database lets one at a time.
@Singleton
public final class Subscribers {
    private static final DeliveryLoop.Backoff BACKOFF =
            new DeliveryLoop.Backoff(Duration.ofSeconds(2), Duration.ofMinutes(15));
    private static final Duration END = Duration.ofSeconds(3);

    private final Map<String, Subscriber> subscribers = new TreeMap<>();
    private final CatalogQuery query;
    private final WebhookTable table;
    private final HttpSender sender;
    private final Map<String, DeliveryLoop> loops = new TreeMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final UUID node = UUID.randomUUID();

    /// INVALID_INPUT, with the setting, for a mistake in the configuration.
    @Inject
    Subscribers(NotifyConfig config, Following following, WebhookTable table, Clock clock) {
        this(config, following, table, clock, BACKOFF);
    }

    Subscribers(
            NotifyConfig config,
            Following following,
            WebhookTable table,
            Clock clock,
            DeliveryLoop.Backoff backoff) {
        config.webhooks()
                .forEach((name, webhook) -> subscribers.put(name, Subscriber.of(name, webhook)));
        this.query = following.query();
        this.table = table;
        this.sender =
                new HttpSender(
                        OutgoingPolicy.of(
                                subscribers.values().stream().map(Subscriber::host).toList()));
        DeliveryLoop.Tools tools =
                new DeliveryLoop.Tools(
                        following.changes(), following.events(), table, sender, clock);
        subscribers.forEach(
                (name, subscriber) ->
                        loops.put(name, new DeliveryLoop(subscriber, tools, backoff, node)));
    }

    /// What is followed, and how it is told.
    @Singleton
    record Following(CatalogQuery query, ChangeEvents changes, CloudEvents events) {}

    /// Starts to deliver.
    public void start() {
        loops.forEach(
                (name, loop) ->
                        threads.add(
                                Thread.ofVirtual().name("portico-webhook-" + name).start(loop)));
    }

    /// Ends delivering. An event that is under way is sent again by whoever delivers next.
    public void stop() {
        loops.values().forEach(DeliveryLoop::close);
        sender.close();
        try {
            for (Thread thread : threads) {
                boolean unused = thread.join(END);
            }
            if (!threads.isEmpty()) {
                table.leave(node);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (PorticoException e) {
            Log.debugf("webhook leases run out by themselves reason=%s", e.text());
        }
    }

    /// How each configured subscriber is doing, by name. UNAVAILABLE while the database is away.
    public List<SubscriberStatus> statuses() {
        if (subscribers.isEmpty()) {
            return List.of();
        }
        Map<String, WebhookRow> rows =
                table.all().stream()
                        .collect(Collectors.toMap(WebhookRow::name, Function.identity()));
        return subscribers.values().stream()
                .map(subscriber -> status(subscriber, rows.get(subscriber.name())))
                .toList();
    }

    private SubscriberStatus status(Subscriber subscriber, @Nullable WebhookRow row) {
        if (row == null) {
            return new SubscriberStatus(
                    subscriber.name(),
                    subscriber.host(),
                    SubscriberStatus.State.WAITING,
                    null,
                    0,
                    0,
                    0,
                    null,
                    null,
                    null);
        }
        long position = ChangeCursor.parse(row.cursor()).position();
        return new SubscriberStatus(
                subscriber.name(),
                subscriber.host(),
                state(row),
                row.cursor(),
                position,
                Math.max(0, query.position() - position),
                row.failures(),
                row.lastError(),
                row.deliveredAt(),
                row.nextTry());
    }

    private static SubscriberStatus.State state(WebhookRow row) {
        if (row.stopped() != null) {
            return SubscriberStatus.State.STOPPED;
        }
        return row.failures() > 0 ? SubscriberStatus.State.RETRYING : SubscriberStatus.State.READY;
    }

    /// Delivers again at once, whether it was stopped or waits for its next try. NOT_FOUND;
    /// INVALID_INPUT for what is no cursor.
    ///
    /// @param after the cursor to go on from; null for where it is
    public void resume(String name, @Nullable String after) {
        String cursor = after == null ? null : ChangeCursor.parse(after).toString();
        DeliveryLoop loop = loops.get(name);
        if (loop == null || !table.resume(name, cursor)) {
            throw PorticoException.notFound(
                    "There is no webhook subscriber named '"
                            + name
                            + "'; GET /api/changes/subscribers lists them.");
        }
        loop.wake();
    }
}
