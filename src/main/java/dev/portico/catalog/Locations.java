package dev.portico.catalog;

import java.util.List;
import java.util.Optional;

/// Registered locations. Each becomes a source (see `source.git`) named `location:<id>`.
public interface Locations {
    List<Location> list();

    Optional<Location> find(String id);

    Optional<Location> findByTarget(String type, String target);

    /// Registers; CONFLICT when the type and target are registered already, INVALID_INPUT when the
    /// type is not allowed.
    Location register(String type, String target);

    /// Changes type and target of a location, keeping its id; NOT_FOUND, CONFLICT.
    Location update(String id, String type, String target);

    /// Removes it and everything that came from it, in one transaction; NOT_FOUND.
    void remove(String id);
}
