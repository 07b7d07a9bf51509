package dev.portico.template.action.catalog;

import dev.portico.catalog.Location;
import dev.portico.catalog.Locations;
import dev.portico.model.Entity;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.NaiveCatalog;
import dev.portico.scm.GitHost;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitMirrors;
import dev.portico.scm.GitPublisher;
import dev.portico.scm.GitRemote;
import dev.portico.scm.GitRepositories;
import dev.portico.source.LocationPreview;
import dev.portico.template.action.Rig;
import dev.portico.test.Trap;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The actions for the catalog.
public final class CatalogRigs {
    private static final String URL =
            "https://git.example.com/acme/orders/src/branch/main/catalog-info.yaml";
    private static final Entity ORDERS =
            new Entity(
                    JsonObject.parse(
                            """
                            {"apiVersion": "backstage.io/v1alpha1", "kind": "Component",
                             "metadata": {"name": "orders", "namespace": "default"}, "spec": {}}
                            """));

    private CatalogRigs() {}

    /// By name of the action.
    public static Map<String, Rig.Maker> all() {
        return Map.of(
                "catalog:fetch",
                _ ->
                        Rig.of(
                                new CatalogFetch(new NaiveCatalog().put(ORDERS)),
                                "{\"entityRef\": \"component:default/orders\"}"),
                "catalog:write",
                _ ->
                        Rig.of(
                                new CatalogWrite(),
                                "{\"filePath\": \"new.yaml\", \"entity\": {\"kind\": \"API\"}}"),
                "catalog:register",
                CatalogRigs::register);
    }

    private static Rig register(Path folder) {
        GitHost host =
                new GitHost(
                        "test",
                        GitHostKind.GITEA,
                        URI.create("https://git.example.com"),
                        GitHost.TokenSource.NONE,
                        null);
        GitRemote remote =
                new GitRemote(
                        new GitHosts(List.of(host)),
                        OutgoingPolicy.of(List.of()),
                        folder,
                        Duration.ofSeconds(5),
                        1_000_000);
        GitRepositories repositories =
                new GitRepositories(
                        remote,
                        new GitMirrors(
                                remote,
                                folder.resolve("mirrors"),
                                Long.MAX_VALUE,
                                Clock.systemUTC()));
        GitPublisher publisher =
                new GitPublisher(remote, folder.resolve("git"), folder.resolve("push"));
        Trap trap = new Trap();
        RegisteredLocations locations = new RegisteredLocations();
        CatalogRegister action =
                new CatalogRegister(
                        new Watched(locations, trap),
                        (_, _) -> new LocationPreview.Preview(List.of(ORDERS), List.of()),
                        (_, _) -> {},
                        repositories,
                        new LocalRegistration(publisher, repositories, (_, _) -> {}, () -> {}));
        return Rig.of(action, "{\"catalogInfoUrl\": \"" + URL + "\"}")
                .outside(trap, () -> locations.list().stream().map(Location::toString).toList())
                .end(remote::close);
    }

    /// Tells a trap of what is registered.
    private record Watched(Locations locations, Trap trap) implements Locations {
        @Override
        public List<Location> list() {
            return locations.list();
        }

        @Override
        public Optional<Location> find(String id) {
            return locations.find(id);
        }

        @Override
        public Optional<Location> findByTarget(String type, String target) {
            return locations.findByTarget(type, target);
        }

        @Override
        public Location register(String type, String target) {
            Location location = locations.register(type, target);
            if (!trap.happened("registered")) {
                throw new IllegalStateException("who registered it is dead");
            }
            return location;
        }

        @Override
        public Location update(String id, String type, String target) {
            return locations.update(id, type, target);
        }

        @Override
        public void remove(String id) {
            locations.remove(id);
        }
    }
}
