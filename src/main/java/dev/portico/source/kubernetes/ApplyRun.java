package dev.portico.source.kubernetes;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.source.ClusterApply.Applied;
import dev.portico.source.ClusterApply.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// One request to apply objects to one cluster.
final class ApplyRun {
    static final int MOST = 200;
    private static final String APPLY = "application/apply-patch+yaml";
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Pattern API_VERSION =
            Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?v[0-9][a-z0-9]{0,30}");

    private final ClusterSettings settings;
    private final LiveConnection connection;
    private final Request request;
    private final Map<String, Map<String, Served>> served = new HashMap<>();
    private final Set<String> newNamespaces = new HashSet<>();

    /// A kind as the API server serves it.
    private record Served(String plural, boolean namespaced) {}

    /// An object with the path it is applied at.
    private record Target(
            String apiVersion,
            String kind,
            String namespace,
            String name,
            String path,
            JsonObject object) {
        /// For people; never what stands in it.
        String title() {
            return kind + " '" + name + "'" + (namespace.isEmpty() ? "" : " in " + namespace);
        }

        boolean isSecret() {
            return apiVersion.equals("v1") && kind.equals("Secret");
        }
    }

    ApplyRun(ClusterSettings settings, LiveConnection connection, Request request) {
        this.settings = settings;
        this.connection = connection;
        this.request = request;
    }

    List<Applied> run(Consumer<Applied> each) throws IOException, InterruptedException {
        List<Target> targets = targets();
        List<Applied> applied = new ArrayList<>();
        for (Target target : targets) {
            applied.add(check(target));
        }
        if (request.dryRun()) {
            return applied;
        }
        applied.clear();
        for (Target target : targets) {
            try {
                Applied stored = applied(target, send(target, ""));
                applied.add(stored);
                each.accept(stored);
            } catch (ApiRefusal e) {
                throw refused(target, e);
            }
        }
        return applied;
    }

    private List<Target> targets() throws IOException, InterruptedException {
        if (request.objects().isEmpty() || request.objects().size() > MOST) {
            throw PorticoException.invalid(
                    "There are "
                            + request.objects().size()
                            + " objects to apply; there must be 1 to "
                            + MOST
                            + ".");
        }
        for (JsonObject object : request.objects()) {
            settings.apply().requireKind(settings.name(), kind(object));
        }
        List<Target> targets = new ArrayList<>();
        for (JsonObject object : request.objects()) {
            targets.add(target(object));
        }
        return targets;
    }

    /// As in the settings: `apps/Deployment`, `ConfigMap`. INVALID_INPUT when it is no object.
    private static String kind(JsonObject object) {
        String apiVersion = object.text("apiVersion").orElse("");
        String kind = object.text("kind").orElse("");
        String name = object.object("metadata").text("name").orElse("");
        if (!API_VERSION.matcher(apiVersion).matches() || kind.isEmpty() || name.isEmpty()) {
            throw PorticoException.invalid(
                    "An object to apply needs apiVersion, kind and metadata.name; here they are '"
                            + apiVersion
                            + "', '"
                            + kind
                            + "' and '"
                            + name
                            + "'.");
        }
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? kind : apiVersion.substring(0, slash + 1) + kind;
    }

    private Target target(JsonObject object) throws IOException, InterruptedException {
        String apiVersion = object.text("apiVersion").orElseThrow();
        String kind = object.text("kind").orElseThrow();
        String name = object.object("metadata").text("name").orElseThrow();
        String group = apiVersion.contains("/") ? apiVersion.split("/", 2)[0] : "";
        String version = apiVersion.substring(group.isEmpty() ? 0 : group.length() + 1);
        Served found = kinds(group, version).get(kind);
        if (found == null) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    "The cluster '"
                            + settings.name()
                            + "' serves no kind "
                            + kind
                            + " of "
                            + apiVersion
                            + "; what defines it must be installed first.");
        }
        String said = object.object("metadata").text("namespace").orElse("");
        if (!found.namespaced() && !said.isEmpty()) {
            throw PorticoException.invalid(
                    kind
                            + " '"
                            + name
                            + "' belongs to the cluster as a whole; leave out its"
                            + " metadata.namespace.");
        }
        String namespace = found.namespaced() && said.isEmpty() ? request.namespace() : said;
        settings.apply().requireNamespace(settings.name(), kind(object), namespace);
        JsonObject whole =
                namespace.isEmpty()
                        ? object
                        : object.with(
                                "metadata", object.object("metadata").with("namespace", namespace));
        if (apiVersion.equals("v1") && kind.equals("Namespace")) {
            newNamespaces.add(name);
        }
        String path =
                ApiPath.of(group, version, namespace, found.plural()) + "/" + ApiPath.encoded(name);
        return new Target(apiVersion, kind, namespace, name, path, whole);
    }

    private Map<String, Served> kinds(String group, String version)
            throws IOException, InterruptedException {
        String path = ApiPath.of(group, version);
        Map<String, Served> known = served.get(path);
        if (known == null) {
            known = new HashMap<>();
            try {
                for (JsonObject each : connection.get(path, ANSWER).objects("resources")) {
                    String plural = each.text("name").orElse("");
                    if (!plural.contains("/")) {
                        known.put(
                                each.text("kind").orElse(""),
                                new Served(plural, Boolean.TRUE.equals(each.value("namespaced"))));
                    }
                }
            } catch (ApiRefusal e) {
                if (e.status() != 404) {
                    throw new PorticoException(
                            code(e),
                            "The cluster '"
                                    + settings.name()
                                    + "' does not tell its kinds: "
                                    + e.text(),
                            e);
                }
            }
            served.put(path, known);
        }
        return known;
    }

    /// Lets the API server say whether it would take an object. In a namespace that comes with the
    /// same request it can't say so.
    private Applied check(Target target) throws IOException, InterruptedException {
        try {
            return applied(target, send(target, "&dryRun=All"));
        } catch (ApiRefusal e) {
            if (e.status() == 404 && newNamespaces.contains(target.namespace())) {
                return applied(target, JsonObject.EMPTY);
            }
            throw refused(target, e);
        }
    }

    private JsonObject send(Target target, String query)
            throws IOException, ApiRefusal, InterruptedException {
        return connection.patch(
                target.path()
                        + "?fieldManager=portico&fieldValidation=Strict&force="
                        + request.force()
                        + query,
                APPLY,
                target.object().toJson(),
                ANSWER);
    }

    private Applied applied(Target target, JsonObject answer) {
        JsonObject metadata = answer.object("metadata");
        return new Applied(
                settings.name(),
                target.apiVersion(),
                target.kind(),
                target.namespace(),
                target.name(),
                metadata.text("uid").orElse(""),
                metadata.text("resourceVersion").orElse(""));
    }

    private PorticoException refused(Target target, ApiRefusal e) {
        String why =
                target.isSecret()
                        ? "it answered with status "
                                + e.status()
                                + " (its words may quote the secret, so they are not shown)"
                        : e.text().isEmpty() ? "it answered with status " + e.status() : e.text();
        return new PorticoException(
                code(e),
                "The API server of the cluster '"
                        + settings.name()
                        + "' does not take "
                        + target.title()
                        + ": "
                        + why,
                target.isSecret() ? null : e);
    }

    private static ErrorCode code(ApiRefusal e) {
        return switch (e.status()) {
            case 401, 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 409 -> ErrorCode.CONFLICT;
            case 429 -> ErrorCode.RATE_LIMITED;
            default ->
                    e.status() >= 500 && !isBadObject(e)
                            ? ErrorCode.UPSTREAM_FAILED
                            : ErrorCode.UNPROCESSABLE;
        };
    }

    /// For a field that its schema does not have the API server answers 500 to an apply.
    private static boolean isBadObject(ApiRefusal e) {
        return e.text().contains("failed to create typed patch object");
    }
}
