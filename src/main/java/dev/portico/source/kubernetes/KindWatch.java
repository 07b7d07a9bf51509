package dev.portico.source.kubernetes;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.source.kubernetes.read.ResourceKind;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Lists the objects of one kind, in one namespace or all, and watches them from there on; for as
/// long as it is not stopped. Its own virtual thread runs it.
final class KindWatch implements Runnable {
    private static final int PAGE = 500;
    private static final long FIRST_WAIT_MILLIS = 250;
    private static final long LONGEST_WAIT_MILLIS = 30_000;
    private static final long FORBIDDEN_WAIT_MILLIS = 60_000;
    private static final long QUICK_MILLIS = 2_000;
    private static final Duration LIST_ANSWER = Duration.ofSeconds(60);

    /// What is read.
    ///
    /// @param namespace null for the whole cluster
    /// @param selector label selector, empty for all
    record Scope(ResourceKind kind, @Nullable String namespace, String selector) {

        String path() {
            String path =
                    ApiPath.of(
                                    kind.group(),
                                    kind.version(),
                                    namespace == null ? "" : namespace,
                                    kind.plural())
                            + "?";
            return selector.isEmpty()
                    ? path
                    : path + "labelSelector=" + ApiPath.encoded(selector) + "&";
        }

        /// As it is told to people: `apps/Deployment in shop`.
        @Override
        public String toString() {
            return kind.interest() + (namespace == null ? "" : " in " + namespace);
        }
    }

    /// Takes what is read. Each method may wait, so that a slow taker slows the reading.
    interface Sink {
        void put(Scope scope, JsonObject object) throws InterruptedException;

        void removed(Scope scope, ObjectKey key) throws InterruptedException;

        /// A list is complete; others of the scope are gone.
        void listed(Scope scope, Set<ObjectKey> present) throws InterruptedException;

        void refused(Scope scope, ApiRefusal refusal) throws InterruptedException;

        /// A watch that was refused goes on, without a list.
        void resumed(Scope scope) throws InterruptedException;

        void unreachable(Scope scope, String why) throws InterruptedException;
    }

    private final ClusterConnection connection;
    private final Scope scope;
    private final Sink sink;
    private final Semaphore lists;
    private final Semaphore wake = new Semaphore(0);
    private final RandomGenerator random = RandomGenerator.getDefault();
    private @Nullable String version;
    private long wait = FIRST_WAIT_MILLIS;
    private boolean refused;
    private volatile @Nullable ApiWatch open;
    private volatile @Nullable Thread thread;

    /// @param lists how many may list at once
    KindWatch(ClusterConnection connection, Scope scope, Sink sink, Semaphore lists) {
        this.connection = connection;
        this.scope = scope;
        this.sink = sink;
        this.lists = lists;
    }

    Scope scope() {
        return scope;
    }

    void start(String cluster) {
        thread = Thread.ofVirtual().name("portico-watch-" + cluster).start(this);
    }

    void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        drop();
    }

    /// Ends a wait and begins a new watch, because the server is there again.
    void resume() {
        drop();
        wake.release();
    }

    private void drop() {
        ApiWatch watch = open;
        if (watch != null) {
            watch.close();
        }
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    step();
                } catch (RuntimeException e) {
                    // what was not foreseen must not end the following of a kind
                    Log.errorf(e, "watch begins anew scope=%s", scope);
                    version = null;
                    backOff();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drop();
        }
    }

    private void step() throws InterruptedException {
        try {
            if (version == null) {
                list();
            }
            long start = System.nanoTime();
            watch();
            boolean quick = (System.nanoTime() - start) / 1_000_000 < QUICK_MILLIS;
            if (quick) {
                backOff();
            } else {
                wait = FIRST_WAIT_MILLIS;
            }
        } catch (ApiRefusal e) {
            if (e.status() == 410) {
                version = null;
                backOff();
                return;
            }
            refused = true;
            sink.refused(scope, e);
            if (e.status() == 403) {
                version = null;
                sleep(FORBIDDEN_WAIT_MILLIS);
            } else {
                backOff();
            }
        } catch (IOException e) {
            sink.unreachable(scope, String.valueOf(e.getMessage()));
            backOff();
        }
    }

    private void backOff() throws InterruptedException {
        sleep(wait);
        wait = Math.min(wait * 2, LONGEST_WAIT_MILLIS);
    }

    private void sleep(long millis) throws InterruptedException {
        wake.drainPermits();
        long jittered = (long) (millis * random.nextDouble(0.75, 1.25));
        if (wake.tryAcquire(jittered, TimeUnit.MILLISECONDS)) {
            wait = FIRST_WAIT_MILLIS;
        }
    }

    private void list() throws IOException, ApiRefusal, InterruptedException {
        Set<ObjectKey> present = new HashSet<>();
        String next = "";
        String at = "";
        do {
            lists.acquire();
            try {
                String from = next.isEmpty() ? "" : "&continue=" + ApiPath.encoded(next);
                JsonObject page =
                        connection.get(scope.path() + "limit=" + PAGE + from, LIST_ANSWER);
                for (JsonObject object : page.objects("items")) {
                    present.add(key(object));
                    sink.put(scope, object);
                }
                next = page.object("metadata").text("continue").orElse("");
                at = page.object("metadata").text("resourceVersion").orElse("");
            } finally {
                lists.release();
            }
        } while (!next.isEmpty());
        version = at;
        sink.listed(scope, present);
    }

    private void watch() throws IOException, ApiRefusal, InterruptedException {
        String path =
                scope.path()
                        + "watch=true&allowWatchBookmarks=true&timeoutSeconds="
                        + random.nextInt(300, 600)
                        + "&resourceVersion="
                        + ApiPath.encoded(Objects.requireNonNull(version));
        try (ApiWatch watch = connection.watch(path)) {
            open = watch;
            if (refused) {
                refused = false;
                sink.resumed(scope);
            }
            for (JsonObject event = watch.next(); event != null; event = watch.next()) {
                take(event);
            }
        } finally {
            open = null;
        }
    }

    private void take(JsonObject event) throws ApiRefusal, InterruptedException {
        JsonObject object = event.object("object");
        String type = event.text("type").orElse("");
        switch (type) {
            case "ADDED", "MODIFIED" -> sink.put(scope, object);
            case "DELETED" -> sink.removed(scope, key(object));
            case "ERROR" -> {
                int code = object.value("code") instanceof Long c && c < 600 ? c.intValue() : 500;
                throw new ApiRefusal(
                        code, ClusterConnection.shortened(object.text("message").orElse("")));
            }
            default -> {
                // a bookmark: only its version counts
            }
        }
        object.object("metadata").text("resourceVersion").ifPresent(seen -> version = seen);
        wait = FIRST_WAIT_MILLIS;
    }

    private ObjectKey key(JsonObject object) {
        JsonObject metadata = object.object("metadata");
        return new ObjectKey(
                scope.kind().group(),
                scope.kind().kind(),
                metadata.text("namespace").orElse(""),
                metadata.text("name").orElse(""));
    }
}
