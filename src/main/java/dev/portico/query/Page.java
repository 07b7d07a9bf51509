package dev.portico.query;

import java.util.List;

/// One page of entities.
///
/// @param more whether there are further rows in the direction of paging
/// @param total number of entities that match, whatever the page; -1 when not asked for
/// @param position position of the change log that the answer reflects
public record Page(List<Row> rows, boolean more, long total, long position) {
    public Page {
        rows = List.copyOf(rows);
    }

    /// One row and its place.
    public record Row(PageKey key, IndexedEntity entity) {}

    public List<IndexedEntity> entities() {
        return rows.stream().map(Row::entity).toList();
    }
}
