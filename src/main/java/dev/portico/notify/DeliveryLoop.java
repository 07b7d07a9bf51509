package dev.portico.notify;

import dev.portico.catalog.ChangeCursor;
import dev.portico.catalog.LoggedChange;
import dev.portico.notify.store.WebhookRow;
import dev.portico.notify.store.WebhookTable;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.HttpSender;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Delivers to one subscriber, one event after the other, on a virtual thread of its own: it waits
/// for nobody and nobody waits for it. An event is sent again until it is taken.
final class DeliveryLoop implements Runnable {
    private static final int SLICE = 100;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final int GLANCES = 25;
    private static final Duration SPARE = Duration.ofSeconds(15);
    private static final int GONE = 410;

    private final Subscriber subscriber;
    private final Tools tools;
    private final Backoff backoff;
    private final UUID node;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private volatile boolean closed;
    private volatile boolean woken;
    private boolean wasAway;
    private @Nullable String beginning;

    /// What all loops share.
    record Tools(
            ChangeEvents changes,
            CloudEvents events,
            WebhookTable table,
            HttpSender sender,
            Clock clock) {}

    /// Waits between attempts: the first, doubled each time up to the last.
    record Backoff(Duration first, Duration last) {
        /// A random part of at least the half, so that many that failed together spread out.
        Duration after(int failures, RandomGenerator random) {
            long doubled = first.toMillis() << Math.min(failures, 20);
            long whole = Math.min(doubled, last.toMillis());
            return Duration.ofMillis((long) (whole * random.nextDouble(0.5, 1)));
        }
    }

    DeliveryLoop(Subscriber subscriber, Tools tools, Backoff backoff, UUID node) {
        this.subscriber = subscriber;
        this.tools = tools;
        this.backoff = backoff;
        this.node = node;
    }

    @Override
    public void run() {
        while (!closed) {
            try {
                round();
                wasAway = false;
            } catch (PorticoException e) {
                if (!wasAway && !closed) {
                    Log.debugf(
                            "webhook waits subscriber=%s reason=%s", subscriber.name(), e.text());
                }
                wasAway = true;
                pause(LOOK);
            } catch (RuntimeException e) {
                Log.errorf(e, "delivering a webhook failed subscriber=%s", subscriber.name());
                pause(LOOK);
            }
        }
    }

    void close() {
        closed = true;
        wake();
    }

    /// Looks at the row at once.
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    private void round() {
        Optional<WebhookRow> held =
                tools.table()
                        .claim(
                                subscriber.name(),
                                node,
                                subscriber.addressHash(),
                                beginning(),
                                lease());
        if (held.isEmpty() || held.get().stopped() != null) {
            pause(LOOK);
            return;
        }
        WebhookRow row = held.get();
        if (row.pause().isPositive()) {
            pause(row.pause().compareTo(LOOK) < 0 ? row.pause() : LOOK);
            return;
        }
        ChangeCursor cursor = ChangeCursor.parse(row.cursor());
        ChangeEvents.Slice slice;
        try {
            slice = tools.changes().read(cursor, subscriber.filter(), SLICE);
        } catch (PorticoException e) {
            if (e.code() == ErrorCode.UNAVAILABLE) {
                throw e;
            }
            stop(row, e.text());
            return;
        }
        if (!deliver(row, slice)) {
            return;
        }
        if (!slice.next().equals(cursor) && !endsWithEvent(slice)) {
            tools.table().passed(subscriber.name(), row.fence(), slice.next().toString());
        }
        if (!slice.more()) {
            awaitNews(slice.next());
        }
    }

    /// Waits for changes, but not so long that the lease runs out, and with an eye on the end.
    private void awaitNews(ChangeCursor after) {
        for (int i = 0; i < GLANCES && !closed && !woken; i++) {
            if (tools.changes().await(after, GLANCE)) {
                return;
            }
        }
        woken = false;
    }

    private static boolean endsWithEvent(ChangeEvents.Slice slice) {
        return !slice.changes().isEmpty()
                && slice.changes().getLast().cursor().equals(slice.next());
    }

    /// Where one that is new begins: at the changes after this program first looked.
    private String beginning() {
        String known = beginning;
        if (known == null) {
            known = tools.changes().now().toString();
            beginning = known;
        }
        return known;
    }

    /// The lease outlives an attempt that the receiver lets run into its timeout.
    private Duration lease() {
        return subscriber.timeout().plus(SPARE);
    }

    /// Whether all were taken.
    private boolean deliver(WebhookRow row, ChangeEvents.Slice slice) {
        int failures = row.failures();
        for (LoggedChange change : slice.changes()) {
            String id = change.cursor().toString();
            if (closed
                    || !send(row, failures, id, tools.events().event(change, subscriber.data()))) {
                return false;
            }
            failures = 0;
            if (!tools.table().delivered(subscriber.name(), row.fence(), id, lease())) {
                return false;
            }
        }
        return true;
    }

    private boolean send(WebhookRow row, int failures, String id, byte[] body) {
        HttpSender.Answer answer;
        try {
            long time = tools.clock().instant().getEpochSecond();
            answer =
                    tools.sender()
                            .post(
                                    subscriber.url(),
                                    Map.of(
                                            "Content-Type",
                                            CloudEvents.JSON,
                                            "webhook-id",
                                            id,
                                            "webhook-timestamp",
                                            String.valueOf(time),
                                            "webhook-signature",
                                            subscriber.secrets().sign(id, time, body)),
                                    body,
                                    subscriber.timeout());
        } catch (PorticoException e) {
            retry(row, failures, e.text(), Optional.empty());
            return false;
        }
        if (answer.status() >= 200 && answer.status() < 300) {
            return true;
        }
        String error = subscriber.host() + " answered " + answer.status() + " to event " + id + ".";
        if (answer.status() == GONE) {
            stop(
                    row,
                    error
                            + " It wants no more events; POST"
                            + " /api/changes/subscribers/"
                            + subscriber.name()
                            + "/resume sends them again.");
        } else {
            retry(row, failures, error, answer.retryAfter());
        }
        return false;
    }

    private void retry(WebhookRow row, int failures, String error, Optional<Duration> asked) {
        if (closed) {
            return;
        }
        if (failures == 0) {
            Log.warnf("webhook not taken subscriber=%s reason=%s", subscriber.name(), error);
        }
        Duration own = backoff.after(failures, random);
        Duration pause =
                asked.filter(it -> it.compareTo(own) > 0)
                        .map(it -> it.compareTo(backoff.last()) > 0 ? backoff.last() : it)
                        .orElse(own);
        tools.table().failed(subscriber.name(), row.fence(), error, pause, null);
    }

    private void stop(WebhookRow row, String reason) {
        Log.errorf("webhook stopped subscriber=%s reason=%s", subscriber.name(), reason);
        tools.table().failed(subscriber.name(), row.fence(), reason, Duration.ZERO, reason);
    }

    private synchronized void pause(Duration time) {
        try {
            if (!closed && !woken) {
                wait(Math.max(1, time.toMillis()));
            }
            woken = false;
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
