package dev.portico.query;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads entities without the relations that lead to what somebody may not see. Which entities are
/// meant is all in the filters; see [CatalogQuery] for each.
interface EntityReads {
    List<@Nullable IndexedEntity> findAll(List<EntityRef> refs, EntityFilter filter);

    Page query(PageRequest request);

    SearchPage search(SearchRequest request);
}
