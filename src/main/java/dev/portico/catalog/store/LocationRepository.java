package dev.portico.catalog.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Rows of registered locations.
@ApplicationScoped
public class LocationRepository implements PanacheRepositoryBase<LocationRow, UUID> {
    List<LocationRow> listOrdered() {
        return list("order by id");
    }

    Optional<LocationRow> findByTarget(String type, String target) {
        return find("type = ?1 and target = ?2", type, target).firstResultOptional();
    }
}
