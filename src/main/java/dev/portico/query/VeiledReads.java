package dev.portico.query;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads entities of any catalog and puts the veil over what comes.
final class VeiledReads implements EntityReads {
    private final CatalogQuery catalog;
    private final Veil veil;

    VeiledReads(CatalogQuery catalog, EntityFilter seen) {
        this.catalog = catalog;
        this.veil = new Veil(catalog, seen);
    }

    @Override
    public List<@Nullable IndexedEntity> findAll(List<EntityRef> refs, EntityFilter filter) {
        return veil.over(catalog.findAll(refs, filter));
    }

    @Override
    public Page query(PageRequest request) {
        Page page = catalog.query(request);
        List<IndexedEntity> veiled = over(page.entities());
        List<Page.Row> rows = new ArrayList<>();
        for (int i = 0; i < veiled.size(); i++) {
            rows.add(new Page.Row(page.rows().get(i).key(), veiled.get(i)));
        }
        return new Page(rows, page.more(), page.total(), page.position());
    }

    @Override
    public SearchPage search(SearchRequest request) {
        SearchPage page = catalog.search(request);
        List<IndexedEntity> veiled =
                over(page.hits().stream().map(SearchPage.Hit::entity).toList());
        List<SearchPage.Hit> hits = new ArrayList<>();
        for (int i = 0; i < veiled.size(); i++) {
            hits.add(new SearchPage.Hit(veiled.get(i), page.hits().get(i).score()));
        }
        return new SearchPage(hits, page.total(), page.words(), page.position());
    }

    private List<IndexedEntity> over(List<IndexedEntity> entities) {
        return veil.over(new ArrayList<@Nullable IndexedEntity>(entities)).stream()
                .map(Objects::requireNonNull)
                .toList();
    }
}
