package dev.portico.catalog.store;

import dev.portico.catalog.Location;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// One row of `location`.
@Entity
@Table(name = "location")
public class LocationRow {
    @Id UUID id;
    String type;
    String target;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    /// For the persistence provider.
    protected LocationRow() {}

    LocationRow(UUID id, String type, String target, Instant createdAt) {
        this.id = id;
        this.type = type;
        this.target = target;
        this.createdAt = createdAt;
    }

    Location toLocation() {
        return new Location(id.toString(), type, target);
    }
}
