package dev.portico.source.kubernetes;

import dev.portico.model.Entity;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads how clusters are meant: from entries of the configuration and from Cluster documents.
final class ClusterReader {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    private final KubernetesConfig config;

    ClusterReader(KubernetesConfig config) {
        this.config = config;
    }

    /// The clusters of the configuration; INVALID_INPUT when one can't be meant.
    List<ClusterSettings> configured() {
        Map<String, ClusterSettings> byName = new LinkedHashMap<>();
        for (int n = 0; n < config.clusters().size(); n++) {
            String setting = "portico.kubernetes.clusters[" + n + "]";
            ClusterSettings settings = configured(config.clusters().get(n), setting);
            if (byName.putIfAbsent(settings.name(), settings) != null) {
                throw PorticoException.invalid(
                        setting + ".name is '" + settings.name() + "' a second time.");
            }
        }
        return List.copyOf(byName.values());
    }

    private static ClusterSettings configured(KubernetesConfig.Cluster entry, String setting) {
        if (!NAME.matcher(entry.name()).matches()) {
            throw PorticoException.invalid(
                    setting
                            + ".name is '"
                            + entry.name()
                            + "'; a name has 1 to 63 letters, digits, '-', '_' or '.', and begins"
                            + " and ends with a letter or digit.");
        }
        return new ClusterSettings(
                entry.name(),
                entry.title().orElse(null),
                entry.provider().orElse(null),
                entry.region().orElse(null),
                entry.role().orElse(null),
                entry.labels(),
                entry.owner().orElse(null),
                entry.namespaces().orElse(List.of()),
                reach(entry, setting),
                new ApplyRule(
                        entry.allowApply(),
                        entry.applyNamespaces().or(entry::namespaces).orElse(List.of()),
                        entry.applyKinds().orElse(List.of())),
                setting);
    }

    private static Reach reach(KubernetesConfig.Cluster entry, String setting) {
        int ways =
                (entry.inCluster() ? 1 : 0)
                        + (entry.kubeconfig().isPresent() ? 1 : 0)
                        + (entry.url().isPresent() ? 1 : 0);
        if (ways != 1) {
            throw PorticoException.invalid(
                    setting
                            + " names "
                            + ways
                            + " ways to reach the cluster; set exactly one of in-cluster,"
                            + " kubeconfig and url.");
        }
        if (entry.inCluster()) {
            return new Reach.InCluster();
        }
        if (entry.kubeconfig().isPresent()) {
            return new Reach.Kubeconfig(entry.kubeconfig().get(), entry.context().orElse(null));
        }
        return new Reach.Address(
                entry.url().orElseThrow(),
                entry.caFile().orElse(null),
                entry.tokenFile().orElse(null),
                entry.insecure());
    }

    /// A Cluster entity that passed its schema. What of its connection can't be used is told when
    /// the cluster is read.
    ClusterSettings read(Entity entity) {
        JsonObject spec = entity.spec();
        String location = entity.annotation("backstage.io/managed-by-location").orElse("");
        boolean fromFolder = location.startsWith(ClusterFolder.LOCATION_PREFIX);
        Map<String, String> labels = new HashMap<>();
        spec.object("labels").fields().forEach((key, value) -> labels.put(key, text(value)));
        return new ClusterSettings(
                entity.name(),
                spec.text("title").or(() -> entity.metadata().text("title")).orElse(null),
                spec.text("provider").orElse(null),
                spec.text("region").orElse(null),
                spec.text("role").orElse(null),
                labels,
                spec.text("owner").orElse(null),
                spec.texts("namespaces"),
                reach(spec.object("connection"), fromFolder),
                apply(spec),
                location);
    }

    private static ApplyRule apply(JsonObject spec) {
        JsonObject apply = spec.object("apply");
        return new ApplyRule(
                Boolean.TRUE.equals(apply.value("allow")),
                apply.has("namespaces") ? apply.texts("namespaces") : spec.texts("namespaces"),
                apply.texts("kinds"));
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private Reach reach(JsonObject connection, boolean fromFolder) {
        boolean inCluster = Boolean.TRUE.equals(connection.value("inCluster"));
        Optional<String> kubeconfig = connection.text("kubeconfig");
        Optional<String> url = connection.text("url");
        int ways =
                (inCluster ? 1 : 0) + (kubeconfig.isPresent() ? 1 : 0) + (url.isPresent() ? 1 : 0);
        if (ways != 1) {
            return new Reach.Nowhere(
                    "spec.connection names "
                            + ways
                            + " ways to reach the cluster; name exactly one of inCluster,"
                            + " kubeconfig and url.");
        }
        if (inCluster) {
            return new Reach.InCluster();
        }
        try {
            if (kubeconfig.isPresent()) {
                return new Reach.Kubeconfig(
                        file(kubeconfig.get(), fromFolder),
                        connection.text("context").orElse(null));
            }
            Optional<String> ca = connection.text("caFile");
            Optional<String> token = connection.text("tokenFile");
            return new Reach.Address(
                    url.orElseThrow(),
                    ca.isPresent() ? file(ca.get(), fromFolder) : null,
                    token.isPresent() ? file(token.get(), fromFolder) : null,
                    Boolean.TRUE.equals(connection.value("insecure")));
        } catch (PorticoException e) {
            return new Reach.Nowhere(e.text());
        }
    }

    /// Documents of the folder come from whoever may write the configuration; those of Git don't,
    /// and must not lead to files that are not meant for them.
    private Path file(String path, boolean fromFolder) {
        if (fromFolder) {
            return config.clustersDir().orElse(Path.of(".")).resolve(path);
        }
        if (config.credentialsDir().isEmpty()) {
            throw PorticoException.invalid(
                    "The document names the file '"
                            + path
                            + "', but portico.kubernetes.credentials-dir, where such files must"
                            + " lie, is not set.");
        }
        Path folder = config.credentialsDir().get().toAbsolutePath().normalize();
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder) || leadsOut(folder, file)) {
            throw PorticoException.invalid(
                    "The document names the file '"
                            + path
                            + "', which is not in the folder of"
                            + " portico.kubernetes.credentials-dir; put it there; neither '..' nor"
                            + " a link may lead out of it.");
        }
        return file;
    }

    private static boolean leadsOut(Path folder, Path file) {
        try {
            return Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return true;
        }
    }
}
