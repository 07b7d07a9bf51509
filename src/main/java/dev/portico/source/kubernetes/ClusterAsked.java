package dev.portico.source.kubernetes;

import dev.portico.platform.json.JsonObject;
import dev.portico.source.ClusterObjects.Answer;
import dev.portico.source.ClusterObjects.Cluster;
import dev.portico.source.ClusterObjects.Failure;
import dev.portico.source.ClusterObjects.Objects;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// One cluster that is asked for many things at once. After 5 seconds what is not there by then is
/// missing.
final class ClusterAsked {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final LiveConnection connection;
    private final Map<String, Map<String, JsonObject>> byType = new LinkedHashMap<>();
    private final Set<Failure> failures = new LinkedHashSet<>();
    private boolean lost;

    /// What one thread asks.
    interface Request {
        void send(ObjectRequest request) throws InterruptedException;
    }

    ClusterAsked(Cluster cluster, LiveConnection connection) {
        this.cluster = cluster;
        this.connection = connection;
    }

    Answer answer(List<Request> wanted, ExecutorService executor, LiveConnections connections)
            throws InterruptedException {
        List<Callable<ObjectRequest>> tasks = new ArrayList<>();
        for (Request each : wanted) {
            tasks.add(
                    () -> {
                        // a bit longer, so that only the one limit counts
                        ObjectRequest request = new ObjectRequest(connection, LIMIT.plusSeconds(1));
                        each.send(request);
                        return request;
                    });
        }
        for (Future<ObjectRequest> each :
                executor.invokeAll(tasks, LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            take(each);
        }
        if (lost) {
            connections.forget(connection);
        }
        List<Objects> objects = new ArrayList<>();
        byType.forEach(
                (type, found) -> objects.add(new Objects(type, List.copyOf(found.values()))));
        return new Answer(cluster, objects, List.copyOf(failures));
    }

    private void take(Future<ObjectRequest> asked) throws InterruptedException {
        try {
            ObjectRequest request = asked.get();
            for (Objects each : request.objects()) {
                Map<String, JsonObject> found =
                        byType.computeIfAbsent(each.type(), _ -> new LinkedHashMap<>());
                each.objects().forEach(object -> found.putIfAbsent(identity(object), object));
            }
            failures.addAll(request.failures());
            lost |= request.isLost();
        } catch (CancellationException e) {
            failures.add(
                    new Failure.Missing(
                            "The cluster '"
                                    + cluster.name()
                                    + "' did not answer all of it within "
                                    + LIMIT.toSeconds()
                                    + " s."));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request failed", e.getCause());
        }
    }

    /// The same object may be found by its labels and by its name.
    private static String identity(JsonObject object) {
        JsonObject metadata = object.object("metadata");
        return metadata.text("uid")
                .orElseGet(
                        () ->
                                metadata.text("namespace").orElse("")
                                        + "/"
                                        + metadata.text("name").orElse(""));
    }
}
