package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Application.Destination;
import dev.portico.runtime.ObjectKey;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Clusters that Argo CD deploys to, inferred from the destinations of Applications; cluster
/// Secrets, of which only name and server come here, give names to servers.
final class SpokeShelf implements Shelf {
    private static final String IN_CLUSTER = "https://kubernetes.default.svc";

    private static final Set<Integer> USUAL_PORTS = Set.of(443, 6443);

    private final String cluster;
    private final Outbox outbox;
    private final Map<ObjectKey, Destination> destinations = new HashMap<>();
    private final Map<ObjectKey, Destination> secrets = new HashMap<>();
    private List<Draft> declared = List.of();
    private boolean dirty;

    SpokeShelf(String cluster, Outbox outbox) {
        this.cluster = cluster;
        this.outbox = outbox;
    }

    @Override
    public void put(ResourceKind kind, ObjectKey key, JsonObject object) {
        if (kind.kind().equals("Secret")) {
            Destination named =
                    new Destination(
                            object.text("server").orElse(""), object.text("name").orElse(""), "");
            dirty |= !named.equals(secrets.put(key, named));
        } else {
            Destination full = ApplicationReader.destination(object);
            Destination destination = new Destination(full.server(), full.name(), "");
            dirty |= !destination.equals(destinations.put(key, destination));
        }
    }

    @Override
    public void remove(ObjectKey key) {
        dirty |= secrets.remove(key) != null | destinations.remove(key) != null;
    }

    @Override
    public Collection<ObjectKey> keys(Interest kind, @Nullable String namespace) {
        Map<ObjectKey, Destination> known = kind.kind().equals("Secret") ? secrets : destinations;
        return Shelf.among(known.keySet(), kind, namespace);
    }

    void settle() {
        if (!dirty) {
            return;
        }
        dirty = false;
        List<Draft> now = spokes();
        if (!now.equals(declared)) {
            declared = now;
            outbox.declarations();
        }
    }

    List<Draft> declared() {
        return declared;
    }

    private List<Draft> spokes() {
        Map<String, String> names = new HashMap<>();
        Map<String, String> servers = new HashMap<>();
        for (Destination secret : secrets.values()) {
            if (!secret.server().isEmpty() && !secret.name().isEmpty()) {
                names.merge(secret.server(), secret.name(), (a, b) -> a.compareTo(b) < 0 ? a : b);
                servers.put(secret.name(), secret.server());
            }
        }
        Map<String, String> spokes = new TreeMap<>();
        for (Destination destination : new HashSet<>(destinations.values())) {
            String server =
                    destination.server().isEmpty()
                            ? servers.getOrDefault(destination.name(), "")
                            : destination.server();
            String name =
                    destination.name().isEmpty()
                            ? names.getOrDefault(destination.server(), "")
                            : destination.name();
            if (isSpoke(server, name)) {
                spokes.merge(
                        DraftDocument.name(name.isEmpty() ? host(server) : name),
                        server,
                        (a, b) -> a.isEmpty() || !b.isEmpty() && b.compareTo(a) < 0 ? b : a);
            }
        }
        List<Draft> drafts = new ArrayList<>();
        spokes.forEach((name, server) -> drafts.add(draft(name, server)));
        return drafts;
    }

    /// Neither empty nor the cluster that Argo CD itself runs in, which is the one that is read.
    private boolean isSpoke(String server, String name) {
        boolean here =
                server.startsWith(IN_CLUSTER) || name.equals("in-cluster") || name.equals(cluster);
        boolean template = server.contains("{{") || name.contains("{{");
        return !here && !template && !(server.isEmpty() && name.isEmpty());
    }

    /// The host of a server, with its port where that is an unusual one.
    private static String host(String server) {
        try {
            URI uri = URI.create(server);
            if (uri.getHost() == null) {
                return server;
            }
            boolean usual = uri.getPort() < 0 || USUAL_PORTS.contains(uri.getPort());
            return usual ? uri.getHost() : uri.getHost() + '-' + uri.getPort();
        } catch (IllegalArgumentException e) {
            return server;
        }
    }

    private Draft draft(String name, String server) {
        DraftDocument document =
                new DraftDocument("Resource")
                        .metadata("name", name)
                        .metadata(
                                "description",
                                "A cluster that Argo CD on " + cluster + " deploys to.")
                        .metadata("labels", Map.of("portico.dev/cluster-role", "spoke"))
                        .spec("type", "kubernetes-cluster")
                        .spec("role", "spoke")
                        .spec("owner", DraftDocument.NO_OWNER);
        if (!server.isEmpty()) {
            document.annotation("kubernetes.io/api-server", server);
        }
        return Draft.of(
                cluster, new ObjectKey("argoproj.io", "Cluster", "", name), document.document());
    }
}
