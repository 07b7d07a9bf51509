package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where workloads are reached from outside: Services, and the Ingresses and HTTPRoutes before
/// them, within one namespace.
final class HostShelf implements Shelf {
    private final Map<String, Namespace> namespaces = new HashMap<>();
    private Consumer<String> changed = _ -> {};

    /// @param listener takes the namespace in which something changed
    void onChange(Consumer<String> listener) {
        changed = listener;
    }

    @Override
    public void put(ResourceKind kind, ObjectKey key, JsonObject object) {
        Route route = Routes.read(kind, object);
        Namespace namespace =
                namespaces.computeIfAbsent(key.namespace(), _ -> new Namespace(new HashMap<>()));
        if (!route.equals(namespace.routes.put(key, route))) {
            namespace.reached = null;
            changed.accept(key.namespace());
        }
    }

    @Override
    public void remove(ObjectKey key) {
        Namespace namespace = namespaces.get(key.namespace());
        if (namespace != null && namespace.routes.remove(key) != null) {
            namespace.reached = null;
            if (namespace.routes.isEmpty()) {
                namespaces.remove(key.namespace());
            }
            changed.accept(key.namespace());
        }
    }

    @Override
    public Collection<ObjectKey> keys(Interest kind, @Nullable String namespace) {
        List<ObjectKey> keys = new ArrayList<>();
        namespaces.forEach(
                (name, known) -> {
                    if (namespace == null || name.equals(namespace)) {
                        keys.addAll(Shelf.among(known.routes.keySet(), kind, namespace));
                    }
                });
        return keys;
    }

    /// Hosts of the Services that select Pods with these labels, sorted.
    List<String> of(String name, Map<String, String> podLabels) {
        Namespace namespace = namespaces.get(name);
        if (namespace == null || podLabels.isEmpty()) {
            return List.of();
        }
        Set<String> hosts = new TreeSet<>();
        for (Reached service : namespace.reached()) {
            if (podLabels.entrySet().containsAll(service.selector().entrySet())) {
                hosts.addAll(service.hosts());
            }
        }
        return List.copyOf(hosts);
    }

    /// What an object says of hosts.
    ///
    /// @param selector of a Service; empty for routes and for a Service without one
    /// @param hosts by the Service they lead to; those of a Service itself by the empty name
    record Route(Map<String, String> selector, Map<String, Set<String>> hosts) {
        Route {
            selector = Map.copyOf(selector);
            hosts = Map.copyOf(hosts);
        }
    }

    private record Reached(Map<String, String> selector, Set<String> hosts) {}

    private static final class Namespace {
        private final Map<ObjectKey, Route> routes;
        private @Nullable List<Reached> reached;

        private Namespace(Map<ObjectKey, Route> routes) {
            this.routes = routes;
        }

        /// The Services that have both a selector and hosts.
        private List<Reached> reached() {
            if (reached == null) {
                reached = compute();
            }
            return reached;
        }

        private List<Reached> compute() {
            Map<String, Set<String>> byService = new LinkedHashMap<>();
            routes.forEach(
                    (key, route) ->
                            route.hosts()
                                    .forEach(
                                            (service, hosts) ->
                                                    byService
                                                            .computeIfAbsent(
                                                                    service.isEmpty()
                                                                            ? key.name()
                                                                            : service,
                                                                    _ -> new TreeSet<>())
                                                            .addAll(hosts)));
            List<Reached> services = new ArrayList<>();
            routes.forEach(
                    (key, route) -> {
                        Set<String> hosts = byService.get(key.name());
                        if (!route.selector().isEmpty() && hosts != null) {
                            services.add(new Reached(route.selector(), hosts));
                        }
                    });
            return services;
        }
    }
}
