package dev.portico.source.kubernetes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// One [LiveConnection] for each cluster, closed when its settings change or the cluster is gone.
final class LiveConnections implements AutoCloseable {
    private final boolean allowExec;
    private final Map<String, LiveConnection> byName = new HashMap<>();

    LiveConnections(boolean allowExec) {
        this.allowExec = allowExec;
    }

    /// Closes those of clusters that are not among these.
    synchronized void keep(List<ClusterSettings> clusters) {
        Set<String> names =
                clusters.stream().map(ClusterSettings::name).collect(Collectors.toSet());
        byName.entrySet()
                .removeIf(
                        entry -> {
                            boolean gone = !names.contains(entry.getKey());
                            if (gone) {
                                entry.getValue().close();
                            }
                            return gone;
                        });
    }

    synchronized LiveConnection of(ClusterSettings settings) {
        LiveConnection known = byName.get(settings.name());
        if (known != null && known.settings().equals(settings)) {
            return known;
        }
        if (known != null) {
            known.close();
        }
        LiveConnection made = new LiveConnection(settings, allowExec);
        byName.put(settings.name(), made);
        return made;
    }

    /// The next one reads the files of the connection anew.
    synchronized void forget(LiveConnection connection) {
        if (byName.remove(connection.settings().name(), connection)) {
            connection.close();
        }
    }

    @Override
    public synchronized void close() {
        byName.values().forEach(LiveConnection::close);
        byName.clear();
    }
}
