package dev.portico.template.action.catalog;

import dev.portico.catalog.Location;
import dev.portico.catalog.Locations;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Locations in memory.
final class RegisteredLocations implements Locations {
    final List<Location> all = new ArrayList<>();

    @Override
    public List<Location> list() {
        return all;
    }

    @Override
    public Optional<Location> find(String id) {
        return all.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Location> findByTarget(String type, String target) {
        return all.stream()
                .filter(it -> it.type().equals(type) && it.target().equals(target))
                .findFirst();
    }

    @Override
    public Location register(String type, String target) {
        if (findByTarget(type, target).isPresent()) {
            throw new PorticoException(ErrorCode.CONFLICT, "registered already");
        }
        Location location = new Location("id-" + all.size(), type, target);
        all.add(location);
        return location;
    }

    @Override
    public Location update(String id, String type, String target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(String id) {
        all.removeIf(it -> it.id().equals(id));
    }
}
