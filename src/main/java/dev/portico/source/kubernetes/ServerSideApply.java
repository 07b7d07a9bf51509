package dev.portico.source.kubernetes;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.source.ClusterApply;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the cluster that is meant; [ApplyRun] does the rest. Any node applies, whoever follows the
/// cluster.
@Singleton
final class ServerSideApply implements ClusterApply {
    private final Supplier<List<ClusterSettings>> clusters;
    private final LiveConnections connections;

    @Inject
    ServerSideApply(KubernetesConfig config, Clusters clusters) {
        this(clusters::all, config.allowExec());
    }

    ServerSideApply(Supplier<List<ClusterSettings>> clusters, boolean allowExec) {
        this.clusters = clusters;
        this.connections = new LiveConnections(allowExec);
    }

    @PreDestroy
    void close() {
        connections.close();
    }

    @Override
    public List<String> open() {
        return open(clusters.get());
    }

    private static List<String> open(List<ClusterSettings> all) {
        return all.stream()
                .filter(each -> each.apply().allowed())
                .map(ClusterSettings::name)
                .toList();
    }

    @Override
    public List<Applied> apply(Request request, Consumer<Applied> each)
            throws InterruptedException {
        List<ClusterSettings> all = clusters.get();
        ClusterSettings settings = require(all, request.cluster());
        settings.apply().requireOpen(settings.name());
        connections.keep(all);
        LiveConnection connection = connections.of(settings);
        try {
            return new ApplyRun(settings, connection, request).run(each);
        } catch (IOException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                connections.forget(connection);
            }
            throw new PorticoException(
                    ErrorCode.UPSTREAM_FAILED,
                    "Nothing can be applied to the cluster '"
                            + settings.name()
                            + "' now: "
                            + e.getMessage(),
                    e);
        }
    }

    private static ClusterSettings require(List<ClusterSettings> all, @Nullable String name) {
        if (name != null) {
            return all.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    PorticoException.notFound(
                                            "There is no cluster '"
                                                    + name
                                                    + "'; "
                                                    + those(all)
                                                    + "."));
        }
        List<String> open = open(all);
        if (open.size() > 1) {
            throw PorticoException.invalid(
                    "Several clusters take objects; say which is meant: "
                            + String.join(", ", open)
                            + ".");
        }
        return all.stream()
                .filter(each -> open.isEmpty() || each.apply().allowed())
                .findFirst()
                .orElseThrow(() -> PorticoException.notFound("There is no cluster: " + those(all)));
    }

    private static String those(List<ClusterSettings> all) {
        return all.isEmpty()
                ? "none is configured in portico.kubernetes.clusters"
                : "there are "
                        + all.stream().map(ClusterSettings::name).collect(Collectors.joining(", "));
    }
}
