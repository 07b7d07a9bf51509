package dev.portico.query;

import dev.portico.model.EntityFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which page of which entities.
///
/// @param text an additional substring test, or null
/// @param orders empty: by uid
/// @param rows how entities become rows
/// @param after rows strictly behind this key (before it when `backwards`); null for the first
/// @param backwards the rows before `after`, nearest first cut, still answered in list order
/// @param offset rows to skip; at most 100,000
/// @param limit rows to answer; 0 for the total alone
/// @param countTotal whether [Page#total] is wanted
public record PageRequest(
        EntityFilter filter,
        @Nullable TextFilter text,
        List<OrderBy> orders,
        Rows rows,
        @Nullable PageKey after,
        boolean backwards,
        int offset,
        int limit,
        boolean countTotal) {
    public PageRequest {
        orders = List.copyOf(orders);
    }

    /// How entities become rows of a page.
    public enum Rows {
        /// Each entity once; without a value for the order it comes last, in both directions.
        PER_ENTITY,
        /// As Backstage's by-query: only the first order counts, an entity comes once per value of
        /// that key and not at all without one.
        PER_VALUE
    }

    PageRequest with(EntityFilter other) {
        return other == filter
                ? this
                : new PageRequest(
                        other, text, orders, rows, after, backwards, offset, limit, countTotal);
    }

    public static PageRequest of(EntityFilter filter, int limit) {
        return new PageRequest(
                filter,
                null,
                List.of(new OrderBy(OrderBy.REF, false)),
                Rows.PER_ENTITY,
                null,
                false,
                0,
                limit,
                true);
    }
}
