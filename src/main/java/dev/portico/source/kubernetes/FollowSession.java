package dev.portico.source.kubernetes;

import dev.portico.platform.json.JsonObject;
import dev.portico.source.kubernetes.KindWatch.Scope;
import dev.portico.source.kubernetes.read.Changes;
import dev.portico.source.kubernetes.read.ClusterBook;
import dev.portico.source.kubernetes.read.Interest;
import dev.portico.source.kubernetes.read.ResourceKind;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Follows a cluster over one connection until it was away for a minute. Runs on the thread that
/// owns the book; the threads that read are its own and end with it.
final class FollowSession {
    private static final long BATCH_NANOS = 100_000_000;
    private static final long IDLE_NANOS = 500_000_000;
    private static final long HOLD_BACK_NANOS = 20_000_000_000L;
    private static final long AWAY_NANOS = 60_000_000_000L;
    private static final long DISCOVER_EVERY_NANOS = 60_000_000_000L;
    private static final long DISCOVER_SOON_NANOS = 200_000_000;
    private static final long DISCOVER_AGAIN_NANOS = 1_000_000_000;
    private static final long DISCOVER_RETRY_NANOS = 3_000_000_000L;
    private static final Interest CRDS =
            new Interest("apiextensions.k8s.io", "CustomResourceDefinition");
    private static final Interest SECRETS = new Interest("", "Secret");
    private static final long DRAIN_EVERY_NANOS = 5_000_000_000L;

    private final ClusterSettings settings;
    private final ClusterConnection connection;
    private final ClusterBook book;
    private final Outbox outbox;
    private final FollowStatus status;
    private final boolean clusterSecrets;
    private final ClusterFollower follower;
    private final Pulse pulse;
    private final Inbox inbox;
    private final WatchSet watches;
    private final Tags tags;
    private final long start = System.nanoTime();
    private long discoverAt = start;
    private boolean discovering;
    private @Nullable Thread discovery;
    private boolean reached;
    private boolean complete;
    private boolean crdsListed;
    private int moreDiscoveries;
    private boolean reconcile;
    private boolean writeAgain;
    private long awaySince = start;
    private long lastDrain = start;
    private long batchStart;
    private boolean batchOpen;

    FollowSession(
            ClusterFollower.Kept kept, ClusterConnection connection, ClusterFollower follower) {
        this.settings = kept.settings();
        this.connection = connection;
        this.book = kept.book();
        this.outbox = kept.outbox();
        this.status = kept.status();
        this.clusterSecrets = kept.clusterSecrets();
        this.follower = follower;
        this.pulse = new Pulse(connection);
        this.inbox = new Inbox(pulse);
        this.watches = new WatchSet(connection, settings, inbox);
        this.tags = Tags.of("cluster", settings.name());
    }

    void run() throws InterruptedException {
        try {
            pulse.start(settings.name(), inbox::add);
            while (!isAwayForLong()) {
                turn();
            }
        } finally {
            watches.stop();
            pulse.stop();
            if (discovery != null) {
                discovery.interrupt();
            }
        }
    }

    private boolean isAwayForLong() {
        return status.isLost() && System.nanoTime() - awaySince > AWAY_NANOS;
    }

    private void turn() throws InterruptedException {
        long end = System.nanoTime() + (batchOpen ? left() : IDLE_NANOS);
        for (FollowEvent event = inbox.poll(end - System.nanoTime());
                event != null;
                event = inbox.poll(left())) {
            if (!batchOpen) {
                batchOpen = true;
                batchStart = System.nanoTime();
            }
            handle(event);
            if (left() <= 0) {
                break;
            }
        }
        if (reconcile) {
            reconcile();
        }
        boolean overdue = System.nanoTime() - lastDrain > DRAIN_EVERY_NANOS;
        if (batchOpen && left() <= 0 || writeAgain || overdue) {
            write();
        }
        if (reached && !discovering && System.nanoTime() - discoverAt >= 0) {
            discover();
        }
    }

    private long left() {
        return batchStart + BATCH_NANOS - System.nanoTime();
    }

    private void handle(FollowEvent event) {
        switch (event) {
            case FollowEvent.Put(Scope scope, JsonObject object) -> put(scope, object);
            case FollowEvent.Removed(Scope scope, var key) -> {
                if (isCrd(scope)) {
                    discoverSoon();
                }
                if (watches.isWatched(scope)) {
                    count();
                    book.remove(scope.kind(), key.namespace(), key.name());
                    reconcile |= isNamespace(scope) && watches.namespace(key.name(), false);
                }
            }
            case FollowEvent.Listed(Scope scope, var present) -> {
                if (watches.isWatched(scope)) {
                    book.replaced(scope.kind(), scope.namespace(), present);
                }
                crdsListed |= isCrd(scope);
                reconcile |= watches.listed(scope);
                status.unseen(watches.unseen());
            }
            case FollowEvent.Refused(Scope scope, ApiRefusal refusal) -> refused(scope, refusal);
            case FollowEvent.Resumed(Scope scope) -> {
                watches.resumed(scope);
                status.unseen(watches.unseen());
            }
            case FollowEvent.Served(var kinds) -> served(kinds);
            case FollowEvent.NotServed(String why) -> {
                discovering = false;
                watches.notServed(why);
                status.unseen(watches.unseen());
                discoverAt = System.nanoTime() + DISCOVER_RETRY_NANOS;
                pulse.check();
            }
            case FollowEvent.Reachable(String version) -> reachable(version);
            case FollowEvent.Unreachable(String why) -> {
                if (!status.isLost()) {
                    awaySince = System.nanoTime();
                }
                status.lost(why);
                follower.trouble(why);
            }
        }
    }

    private void put(Scope scope, JsonObject object) {
        if (isCrd(scope) && crdsListed) {
            discoverSoon();
        }
        if (!watches.isWatched(scope)) {
            return;
        }
        count();
        String name = object.object("metadata").text("name").orElse("");
        try {
            boolean secret = scope.kind().interest().equals(SECRETS);
            book.put(scope.kind(), secret ? ClusterSecret.of(object) : object);
        } catch (RuntimeException e) {
            Log.errorf(
                    e,
                    "object not understood cluster=%s scope=%s name=%s",
                    settings.name(),
                    scope,
                    name);
        }
        reconcile |= isNamespace(scope) && watches.namespace(name, true);
    }

    private void count() {
        Metrics.counter("portico.kubernetes.events", tags).increment();
    }

    private void refused(Scope scope, ApiRefusal refusal) {
        switch (watches.refused(scope, refusal)) {
            case NONE -> {}
            case FORGET -> {
                if (scope.namespace() == null) {
                    book.dropped(scope.kind());
                } else {
                    book.replaced(scope.kind(), scope.namespace(), Set.of());
                }
            }
            case DROP -> discoverSoon();
        }
        reconcile = true;
        status.unseen(watches.unseen());
    }

    private void served(Map<Interest, ResourceKind> kinds) {
        discovering = false;
        boolean again = moreDiscoveries > 0;
        moreDiscoveries = Math.max(0, moreDiscoveries - 1);
        discoverAt = System.nanoTime() + (again ? DISCOVER_AGAIN_NANOS : DISCOVER_EVERY_NANOS);
        watches.served(kinds);
        ResourceKind secrets = kinds.get(SECRETS);
        if (secrets != null && clusterSecrets) {
            watches.also(secrets, ClusterSecret.SELECTOR);
        }
        reconcile = true;
    }

    private void reachable(String version) {
        boolean back = status.isLost();
        reached = true;
        status.reached(version);
        follower.trouble(null);
        if (back) {
            watches.resume();
        }
    }

    private void reconcile() {
        reconcile = false;
        for (ResourceKind kind : watches.reconcile(book.interests())) {
            book.dropped(kind);
        }
    }

    private void write() {
        lastDrain = System.nanoTime();
        Changes changes = book.drain();
        outbox.add(changes);
        if (changes.interests()) {
            reconcile();
        }
        boolean listed = watches.complete();
        if (listed) {
            outbox.settle(watches::undecided);
        }
        // Pods and Applications are listed after what they tell about, so nothing is written until
        // all is there; but one kind that hangs holds the others back for a while only
        if (listed || complete || System.nanoTime() - start > HOLD_BACK_NANOS) {
            writeAgain = !outbox.write();
        }
        if (batchOpen && !writeAgain) {
            Metrics.timer("portico.kubernetes.lag", tags)
                    .record(System.nanoTime() - batchStart, TimeUnit.NANOSECONDS);
        }
        batchOpen = false;
        status.write();
        boolean first = listed && !complete;
        if (first) {
            complete = true;
            status.complete(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
        if (complete && (changes.declarations() || changes.subjects() || first)) {
            follower.declares();
        }
    }

    /// A definition changed. Its kind may be served only a moment later, so this asks a few times.
    private void discoverSoon() {
        moreDiscoveries = 3;
        discoverAt = Math.min(discoverAt, System.nanoTime() + DISCOVER_SOON_NANOS);
    }

    private void discover() {
        discovering = true;
        discovery =
                Thread.ofVirtual()
                        .name("portico-discovery-" + settings.name())
                        .start(
                                () -> {
                                    try {
                                        inbox.add(discovered());
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
    }

    private FollowEvent discovered() throws InterruptedException {
        try {
            return new FollowEvent.Served(ApiDiscovery.of(connection));
        } catch (IOException | ApiRefusal e) {
            return new FollowEvent.NotServed(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isCrd(Scope scope) {
        return scope.kind().interest().equals(CRDS);
    }

    private static boolean isNamespace(Scope scope) {
        return scope.kind().interest().equals(WatchSet.NAMESPACES);
    }
}
