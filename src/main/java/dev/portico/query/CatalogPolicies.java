package dev.portico.query;

import dev.portico.access.PolicyDocuments;
import dev.portico.model.EntityFilter;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/// The policy documents of the catalog. Looks again when reads reflect another position, so that
/// what is answered never lags behind what is read.
@Singleton
final class CatalogPolicies implements PolicyDocuments {
    private static final EntityFilter FILTER = EntityFilter.equal("kind", "policy");
    private static final int MOST = 1_000;

    private final CatalogQuery catalog;
    private volatile long position = -1;
    private volatile Current current = new Current(0, Map.of());

    @Inject
    CatalogPolicies(CatalogIndex catalog) {
        this((CatalogQuery) catalog);
    }

    CatalogPolicies(CatalogQuery catalog) {
        this.catalog = catalog;
    }

    @Override
    public Current current() {
        if (catalog.position() != position) {
            look();
        }
        return current;
    }

    private synchronized void look() {
        long now = catalog.position();
        if (now == position) {
            return;
        }
        Map<String, JsonObject> documents = new LinkedHashMap<>();
        try {
            for (IndexedEntity each : catalog.query(PageRequest.of(FILTER, MOST)).entities()) {
                documents.put(
                        each.ref().toString(),
                        Composed.ownDocument(each.json(), false).without("status"));
            }
        } catch (PorticoException e) {
            if (e.code().retryable()) {
                return; // as they were known last
            }
            throw e;
        }
        if (!documents.equals(current.documents())) {
            current = new Current(current.version() + 1, documents);
        }
        position = now;
    }
}
