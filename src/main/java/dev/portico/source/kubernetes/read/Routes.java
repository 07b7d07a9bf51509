package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.source.kubernetes.read.HostShelf.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads Services, Ingresses and HTTPRoutes.
final class Routes {
    private Routes() {}

    static Route read(ResourceKind kind, JsonObject object) {
        return switch (kind.kind()) {
            case "Service" -> service(object);
            case "Ingress" -> new Route(Map.of(), ingress(object.object("spec")));
            default -> new Route(Map.of(), httpRoute(object));
        };
    }

    private static Route service(JsonObject object) {
        JsonObject spec = object.object("spec");
        Map<String, String> selector = new LinkedHashMap<>();
        spec.object("selector")
                .fields()
                .forEach(
                        (key, value) -> {
                            if (value instanceof String text) {
                                selector.put(Shared.text(key), Shared.text(text));
                            }
                        });
        Set<String> hosts = new TreeSet<>();
        if (spec.text("type").orElse("").equals("LoadBalancer")) {
            for (JsonObject address :
                    object.object("status").object("loadBalancer").objects("ingress")) {
                address.text("hostname").or(() -> address.text("ip")).ifPresent(hosts::add);
            }
        }
        return new Route(selector, hosts.isEmpty() ? Map.of() : Map.of("", Set.copyOf(hosts)));
    }

    /// The host of each rule leads to the Services of its paths; hosts of `tls` count for rules
    /// without a host and for the default backend.
    private static Map<String, Set<String>> ingress(JsonObject spec) {
        Set<String> secured = new TreeSet<>();
        spec.objects("tls").forEach(tls -> secured.addAll(tls.texts("hosts")));
        Map<String, Set<String>> hosts = new LinkedHashMap<>();
        for (JsonObject rule : spec.objects("rules")) {
            Set<String> own = rule.text("host").map(Set::of).orElse(secured);
            for (JsonObject path : rule.object("http").objects("paths")) {
                add(hosts, path.object("backend").object("service"), own);
            }
        }
        add(hosts, spec.object("defaultBackend").object("service"), secured);
        return hosts;
    }

    private static Map<String, Set<String>> httpRoute(JsonObject object) {
        String namespace = object.object("metadata").text("namespace").orElse("");
        List<String> hostnames = object.object("spec").texts("hostnames");
        Map<String, Set<String>> hosts = new LinkedHashMap<>();
        for (JsonObject rule : object.object("spec").objects("rules")) {
            for (JsonObject backend : rule.objects("backendRefs")) {
                boolean here = backend.text("namespace").orElse(namespace).equals(namespace);
                if (here && backend.text("kind").orElse("Service").equals("Service")) {
                    add(hosts, backend, new TreeSet<>(hostnames));
                }
            }
        }
        return hosts;
    }

    private static void add(Map<String, Set<String>> hosts, JsonObject service, Set<String> names) {
        String name = service.text("name").orElse("");
        if (!name.isEmpty() && !names.isEmpty()) {
            hosts.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(names);
        }
    }
}
