package dev.portico.source.kubernetes;

import dev.portico.platform.json.JsonObject;
import dev.portico.source.ClusterObjects.Failure;
import dev.portico.source.ClusterObjects.Kind;
import dev.portico.source.ClusterObjects.Objects;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Requests for objects of one cluster, each with what it answered or why it did not. Used by one
/// thread.
final class ObjectRequest {
    /// So many objects of a kind are answered.
    static final int MOST = 1_000;

    private final LiveConnection connection;
    private final Duration timeout;
    private final List<Objects> objects = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private boolean lost;

    ObjectRequest(LiveConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    List<Objects> objects() {
        return objects;
    }

    List<Failure> failures() {
        return failures;
    }

    /// Whether the connection may have to be made anew: there is none, or its login is refused. A
    /// server that is just slow keeps it.
    boolean isLost() {
        return lost;
    }

    /// @param namespace empty for all
    void list(String type, Kind kind, String namespace, String labels) throws InterruptedException {
        String path = path(kind, namespace);
        JsonObject list = get(path, "?labelSelector=" + ApiPath.encoded(labels) + "&limit=" + MOST);
        if (list == null) {
            return;
        }
        String listKind = list.text("kind").orElse("");
        List<JsonObject> items = new ArrayList<>();
        for (JsonObject item : list.objects("items")) {
            JsonObject slim = slim(item);
            items.add(
                    type.equals(Objects.CUSTOM) && listKind.endsWith("List")
                            ? slim.with(
                                    "kind",
                                    listKind.substring(0, listKind.length() - "List".length()))
                            : slim);
        }
        objects.add(new Objects(type, items));
        if (!list.object("metadata").text("continue").orElse("").isEmpty()) {
            failures.add(
                    new Failure.Missing(
                            "More than "
                                    + MOST
                                    + " objects are at "
                                    + path
                                    + "; the rest is left out. Narrow the label selector or the"
                                    + " namespace."));
        }
    }

    /// A workload, and what its selector of labels leads to.
    void workload(Kind kind, String namespace, String name, List<Kind> below)
            throws InterruptedException {
        JsonObject workload = get(path(kind, namespace) + "/" + ApiPath.encoded(name), "");
        if (workload == null) {
            return;
        }
        objects.add(new Objects(kind.plural(), List.of(slim(workload))));
        String labels = selector(workload.object("spec").object("selector"));
        if (!labels.isEmpty()) {
            for (Kind each : below) {
                list(each.plural(), each, namespace, labels);
            }
        }
    }

    private static String selector(JsonObject selector) {
        List<String> terms = new ArrayList<>();
        selector.object("matchLabels")
                .fields()
                .forEach((key, value) -> terms.add(key + "=" + value));
        for (JsonObject expression : selector.objects("matchExpressions")) {
            String key = expression.text("key").orElse("");
            String values = "(" + String.join(",", expression.texts("values")) + ")";
            terms.add(
                    switch (expression.text("operator").orElse("")) {
                        case "In" -> key + " in " + values;
                        case "NotIn" -> key + " notin " + values;
                        case "DoesNotExist" -> "!" + key;
                        default -> key;
                    });
        }
        return String.join(",", terms);
    }

    private @Nullable JsonObject get(String path, String query) throws InterruptedException {
        try {
            return connection.get(path + query, timeout);
        } catch (ApiRefusal e) {
            lost |= e.status() == 401;
            failures.add(new Failure.Refused(e.status(), path));
        } catch (IOException e) {
            lost |= !(e.getCause() instanceof TimeoutException);
            failures.add(new Failure.Missing(String.valueOf(e.getMessage())));
        }
        return null;
    }

    private static String path(Kind kind, String namespace) {
        return ApiPath.of(kind.group(), kind.version(), namespace, kind.plural());
    }

    private static JsonObject slim(JsonObject object) {
        JsonObject metadata = object.object("metadata");
        return metadata.has("managedFields")
                ? object.with("metadata", metadata.without("managedFields"))
                : object;
    }
}
