package dev.portico.catalog.store;

import dev.portico.catalog.CatalogWriter;
import dev.portico.catalog.Location;
import dev.portico.catalog.LocationConfig;
import dev.portico.catalog.Locations;
import dev.portico.catalog.LocationsChanged;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.hibernate.exception.ConstraintViolationException;

/// Registered locations in PostgreSQL.
@Singleton
public final class RegisteredLocations implements Locations {
    private final LocationRepository rows;
    private final CatalogWriter writer;
    private final LocationConfig config;
    private final Event<LocationsChanged> changed;
    private final Clock clock;

    RegisteredLocations(
            LocationRepository rows,
            CatalogWriter writer,
            LocationConfig config,
            Event<LocationsChanged> changed,
            Clock clock) {
        this.rows = rows;
        this.writer = writer;
        this.config = config;
        this.changed = changed;
        this.clock = clock;
    }

    @Override
    public List<Location> list() {
        return inTransaction(
                () -> rows.listOrdered().stream().map(LocationRow::toLocation).toList());
    }

    @Override
    public Optional<Location> find(String id) {
        return parse(id)
                .flatMap(
                        uuid ->
                                inTransaction(
                                        () ->
                                                rows.findByIdOptional(uuid)
                                                        .map(LocationRow::toLocation)));
    }

    @Override
    public Optional<Location> findByTarget(String type, String target) {
        return inTransaction(() -> rows.findByTarget(type, target).map(LocationRow::toLocation));
    }

    @Override
    public Location register(String type, String target) {
        LocationConfig.requireAllowed(config, type);
        Location location =
                unique(
                        type,
                        target,
                        () -> {
                            LocationRow row =
                                    new LocationRow(
                                            UUID.randomUUID(), type, target, clock.instant());
                            rows.persistAndFlush(row);
                            return row.toLocation();
                        });
        changed.fire(new LocationsChanged());
        return location;
    }

    @Override
    public Location update(String id, String type, String target) {
        LocationConfig.requireAllowed(config, type);
        UUID uuid = parse(id).orElseThrow(() -> notFound(id));
        Location location =
                unique(
                        type,
                        target,
                        () -> {
                            LocationRow row =
                                    rows.findByIdOptional(uuid).orElseThrow(() -> notFound(id));
                            row.type = type;
                            row.target = target;
                            rows.flush();
                            return row.toLocation();
                        });
        changed.fire(new LocationsChanged());
        return location;
    }

    @Override
    public void remove(String id) {
        UUID uuid = parse(id).orElseThrow(() -> notFound(id));
        if (!inTransaction(() -> rows.deleteById(uuid))) {
            throw notFound(id);
        }
        writer.removeSource(Location.sourceName(id), "location removed");
        changed.fire(new LocationsChanged());
    }

    private static Location unique(String type, String target, Callable<Location> work) {
        try {
            return inTransaction(work);
        } catch (PersistenceException e) {
            if (e instanceof ConstraintViolationException
                    || e.getCause() instanceof ConstraintViolationException) {
                throw new PorticoException(
                        ErrorCode.CONFLICT,
                        "Location " + type + ":" + target + " already exists",
                        e);
            }
            throw e;
        }
    }

    private static <T> T inTransaction(Callable<T> work) {
        try {
            return QuarkusTransaction.requiringNew().call(work);
        } catch (RuntimeException e) {
            throw Sql.translate(e);
        }
    }

    private static Optional<UUID> parse(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static PorticoException notFound(String id) {
        return PorticoException.notFound("Found no location with ID " + id);
    }
}
