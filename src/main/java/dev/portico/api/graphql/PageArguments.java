package dev.portico.api.graphql;

import dev.portico.api.graphql.type.EntityConnection;
import dev.portico.api.graphql.type.EntityEdge;
import dev.portico.api.graphql.type.EntityNodes;
import dev.portico.api.graphql.type.OrderDirection;
import dev.portico.api.graphql.type.OrderInput;
import dev.portico.api.graphql.type.PageInfoNode;
import dev.portico.model.EntityFilter;
import dev.portico.platform.PorticoException;
import dev.portico.query.OrderBy;
import dev.portico.query.Page;
import dev.portico.query.PageRequest;
import dev.portico.query.TextFilter;
import io.smallrye.graphql.api.Nullable;
import java.util.List;

/// The arguments of a Relay connection of entities. Pure.
record PageArguments(
        @Nullable Integer first,
        @Nullable String after,
        @Nullable Integer last,
        @Nullable String before,
        @Nullable List<OrderInput> orderBy) {
    private static final int MAX_ORDERS = 5;

    static PageArguments forward(@Nullable Integer first, @Nullable String after) {
        return new PageArguments(first, after, null, null, null);
    }

    PageRequest request(EntityFilter filter, @Nullable TextFilter text, boolean countTotal) {
        boolean backwards = last != null || before != null;
        if (backwards && (first != null || after != null)) {
            throw PorticoException.invalid(
                    "A page goes one way: give first and after, or last and before, not both.");
        }
        @Nullable String cursor = backwards ? before : after;
        List<OrderBy> orders = orders();
        return new PageRequest(
                filter,
                text,
                orders,
                PageRequest.Rows.PER_ENTITY,
                cursor == null ? null : Cursors.row(cursor, orders),
                backwards,
                0,
                backwards ? Limits.page("last", last) : Limits.page("first", first),
                countTotal);
    }

    EntityConnection connection(Page page) {
        List<OrderBy> orders = orders();
        List<EntityEdge> edges =
                page.rows().stream()
                        .map(
                                row ->
                                        new EntityEdge(
                                                Cursors.ofRow(row.key(), orders),
                                                EntityNodes.of(row.entity())))
                        .toList();
        boolean backwards = last != null || before != null;
        return new EntityConnection(
                edges,
                edges.stream().map(EntityEdge::node).toList(),
                new PageInfoNode(
                        backwards ? before != null : page.more(),
                        backwards ? page.more() : after != null,
                        edges.isEmpty() ? null : edges.getFirst().cursor(),
                        edges.isEmpty() ? null : edges.getLast().cursor()),
                page.total(),
                page.position());
    }

    private List<OrderBy> orders() {
        if (orderBy == null || orderBy.isEmpty()) {
            return List.of(new OrderBy(OrderBy.REF, false));
        }
        if (orderBy.size() > MAX_ORDERS) {
            throw PorticoException.invalid(
                    "orderBy has " + orderBy.size() + " keys; at most " + MAX_ORDERS + " count.");
        }
        return orderBy.stream()
                .map(order -> new OrderBy(order.key(), order.direction() == OrderDirection.DESC))
                .toList();
    }
}
