package dev.portico.query;

import dev.portico.access.Gate;
import dev.portico.access.Gates;

/// What viewers see of a catalog, for tests that need no running program.
public final class ViewerCatalogs {
    private ViewerCatalogs() {}

    /// By the policy that ships with the program.
    public static ViewerCatalog of(CatalogQuery catalog, Gate gate) {
        return new ViewerCatalog(catalog, Gates.access(), gate);
    }
}
