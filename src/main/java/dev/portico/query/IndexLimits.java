package dev.portico.query;

import dev.portico.model.EntityFilter;
import dev.portico.platform.PorticoException;
import java.util.List;

/// What one request may ask for; each limit broken is INVALID_INPUT with a sentence that says the
/// limit.
final class IndexLimits {
    static final int PAGE = 10_000;
    static final int OFFSET = 100_000;
    static final int REFS = 10_000;
    static final int FACETS = 50;
    static final int FILTER_PARTS = 10_000;
    static final int FILTER_DEPTH = 100;
    static final int WALK_DEPTH = 20;
    static final int WALK_ENTITIES = 10_000;
    static final int ORDERS = 10;
    static final int TEXT_KEYS = 50;
    static final int SEARCH_PAGE = 1_000;
    static final int SEARCH_OFFSET = 10_000;
    static final int IMPACT_ENTITIES = 100_000;

    private IndexLimits() {}

    static void check(PageRequest request) {
        atMost("limit", request.limit(), PAGE);
        atMost("offset", request.offset(), OFFSET);
        atMost("number of orders", request.orders().size(), ORDERS);
        if (request.text() != null) {
            atMost("number of text filter fields", request.text().keys().size(), TEXT_KEYS);
        }
        check(request.filter());
    }

    static void check(SearchRequest request) {
        atMost("limit of a search", request.limit(), SEARCH_PAGE);
        atMost("offset of a search", request.offset(), SEARCH_OFFSET);
        check(request.filter());
    }

    static void check(ImpactRequest request) {
        atMost("depth of an impact", request.depth(), WALK_DEPTH);
        atMost("limit of an impact", request.limit(), WALK_ENTITIES);
    }

    static void check(WalkRequest request) {
        atMost("depth of a walk", request.depth(), WALK_DEPTH);
        atMost("limit of a walk", request.limit(), WALK_ENTITIES);
    }

    static void check(EntityFilter filter) {
        atMost("number of conditions in a filter", parts(filter, 1), FILTER_PARTS);
    }

    static void atMost(String what, int value, int most) {
        if (value < 0 || value > most) {
            throw PorticoException.invalid(
                    "The " + what + " is " + value + "; it must be from 0 to " + most + ".");
        }
    }

    private static int parts(EntityFilter filter, int depth) {
        atMost("depth of a filter", depth, FILTER_DEPTH);
        return switch (filter) {
            case EntityFilter.And(var parts) -> 1 + sum(parts, depth);
            case EntityFilter.Or(var parts) -> 1 + sum(parts, depth);
            case EntityFilter.Not(var part) -> 1 + parts(part, depth + 1);
            case EntityFilter.Kept _ -> 1; // none of the caller's own
            case EntityFilter.Exists _,
                    EntityFilter.In _,
                    EntityFilter.Prefix _,
                    EntityFilter.Related _,
                    EntityFilter.Refs _ ->
                    1;
        };
    }

    private static int sum(List<EntityFilter> parts, int depth) {
        int sum = 0;
        for (EntityFilter part : parts) {
            sum += parts(part, depth + 1);
        }
        return sum;
    }
}
