package dev.portico.api.rest;

import dev.portico.query.CatalogQuery;
import dev.portico.query.Page;
import dev.portico.query.PageKey;
import dev.portico.query.PageRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads long lists from [CatalogQuery] in pages of a moderate size, as Backstage's routes know no
/// upper limit.
final class EntityPages {
    static final int CHUNK = 1_000;

    private EntityPages() {}

    /// One page of any size.
    static Page read(CatalogQuery query, PageRequest request) {
        if (request.limit() <= CHUNK) {
            return query.query(request);
        }
        Page first = query.query(withLimit(request, CHUNK));
        List<Page.Row> rows = new ArrayList<>(first.rows());
        Page last = first;
        while (last.more() && rows.size() < request.limit()) {
            Page.Row edge = request.backwards() ? rows.getFirst() : rows.getLast();
            int rest = Math.min(CHUNK, request.limit() - rows.size());
            last = query.query(from(request, edge.key(), rest));
            rows.addAll(request.backwards() ? 0 : rows.size(), last.rows());
        }
        return new Page(rows, last.more(), first.total(), last.position());
    }

    /// The request for the rows behind a key.
    static PageRequest from(PageRequest request, @Nullable PageKey after, int limit) {
        return new PageRequest(
                request.filter(),
                request.text(),
                request.orders(),
                request.rows(),
                after,
                request.backwards(),
                0,
                limit,
                false);
    }

    private static PageRequest withLimit(PageRequest request, int limit) {
        return new PageRequest(
                request.filter(),
                request.text(),
                request.orders(),
                request.rows(),
                request.after(),
                request.backwards(),
                request.offset(),
                limit,
                request.countTotal());
    }
}
