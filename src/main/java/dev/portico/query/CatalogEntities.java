package dev.portico.query;

import dev.portico.access.Entities;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Tells `access` of single entities.
@Singleton
final class CatalogEntities implements Entities {
    private final CatalogQuery catalog;

    CatalogEntities(CatalogQuery catalog) {
        this.catalog = catalog;
    }

    @Override
    public Optional<Entity> find(EntityRef ref) {
        return catalog.find(ref).map(IndexedEntity::entity);
    }

    @Override
    public boolean matches(EntityRef ref, EntityFilter filter) {
        return !catalog.matching(List.of(ref), filter).isEmpty();
    }
}
