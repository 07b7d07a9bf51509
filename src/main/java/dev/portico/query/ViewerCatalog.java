package dev.portico.query;

import dev.portico.access.Access;
import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Refusal;
import dev.portico.access.Viewer;
import dev.portico.model.EntityFilter;
import jakarta.inject.Singleton;

/// The catalog as each viewer may see it.
@Singleton
public final class ViewerCatalog {
    private final CatalogQuery catalog;
    private final Access access;
    private final Gate gate;

    ViewerCatalog(CatalogQuery catalog, Access access, Gate gate) {
        this.catalog = catalog;
        this.access = access;
        this.gate = gate;
    }

    /// What whoever sent the request that is being answered sees, also on other threads and later.
    public CatalogQuery current() {
        return of(gate.viewer());
    }

    /// What a viewer sees at each call by the policies as they are then. UNAUTHENTICATED at a call
    /// for one who has not said who they are and may read nothing.
    public CatalogQuery of(Viewer viewer) {
        return new SeenCatalog(() -> now(viewer));
    }

    /// What a viewer sees by the policies as they are now. For one who may read everything it is
    /// the catalog itself.
    CatalogQuery now(Viewer viewer) {
        EntityFilter seen = access.readable(viewer);
        if (seen == EntityFilter.ALL) {
            return catalog;
        }
        if (!viewer.isSignedIn() && seen.equals(EntityFilter.NONE)) {
            throw Refusal.of(viewer, Permission.ENTITY_READ, "");
        }
        return catalog.within(seen);
    }
}
