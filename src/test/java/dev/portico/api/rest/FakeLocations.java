package dev.portico.api.rest;

import dev.portico.catalog.Location;
import dev.portico.catalog.Locations;
import dev.portico.platform.PorticoException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Locations in a map, with ids `1`, `2` and so on.
final class FakeLocations implements Locations {
    private final Map<String, Location> byId = new TreeMap<>();

    @Override
    public List<Location> list() {
        return List.copyOf(byId.values());
    }

    @Override
    public Optional<Location> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Optional<Location> findByTarget(String type, String target) {
        return byId.values().stream()
                .filter(it -> it.type().equals(type) && it.target().equals(target))
                .findFirst();
    }

    @Override
    public Location register(String type, String target) {
        return store(new Location(String.valueOf(byId.size() + 1), type, target));
    }

    @Override
    public Location update(String id, String type, String target) {
        return store(new Location(id, type, target));
    }

    private Location store(Location location) {
        byId.put(location.id(), location);
        return location;
    }

    @Override
    public void remove(String id) {
        if (byId.remove(id) == null) {
            throw PorticoException.notFound("There is no location " + id);
        }
    }
}
