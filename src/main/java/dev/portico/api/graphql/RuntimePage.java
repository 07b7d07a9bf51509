package dev.portico.api.graphql;

import dev.portico.api.graphql.type.PageInfoNode;
import io.smallrye.graphql.api.Nullable;
import java.util.List;

/// A page of a list that stands in memory as a whole. Pure.
///
/// @param total how many the whole list has
record RuntimePage<T>(List<T> nodes, PageInfoNode info, long total) {
    /// @param after a cursor of another page of the list; null for the first
    static <T> RuntimePage<T> of(List<T> all, @Nullable Integer first, @Nullable String after) {
        int limit = Limits.page("first", first);
        int from = Math.min(after == null ? 0 : Cursors.rank(after), all.size());
        int to = Math.min(from + limit, all.size());
        return new RuntimePage<>(
                all.subList(from, to),
                new PageInfoNode(
                        to < all.size(),
                        from > 0,
                        to > from ? Cursors.ofRank(from + 1) : null,
                        to > from ? Cursors.ofRank(to) : null),
                all.size());
    }
}
