package dev.portico.template.action.catalog;

import dev.portico.query.CatalogQuery;
import dev.portico.template.action.Action;
import java.util.List;

/// Makes the actions on the catalog that change nothing in it, where nothing injects them.
public final class CatalogActions {
    private CatalogActions() {}

    public static List<Action> of(CatalogQuery catalog) {
        return List.of(new CatalogFetch(catalog), new CatalogWrite());
    }
}
