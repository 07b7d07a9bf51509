package dev.portico.api.graphql;

import dev.portico.catalog.History;
import dev.portico.catalog.OwnerHistory;
import dev.portico.model.Relation;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonValues;
import dev.portico.query.OrderBy;
import dev.portico.query.PageKey;
import io.smallrye.graphql.api.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Opaque cursors: the place of a row in its order, as base64. They hold no state, so they stay
/// good while the catalog changes. Pure.
final class Cursors {
    private Cursors() {}

    /// A cursor for a row of a list in these orders.
    static String ofRow(PageKey key, List<OrderBy> orders) {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(signature(orders));
        parts.add(key.uid());
        parts.addAll(key.values());
        return encode(parts);
    }

    /// The place a cursor stands for; INVALID_INPUT when it is none, or one of another order.
    static PageKey row(String cursor, List<OrderBy> orders) {
        List<@Nullable Object> parts = decode(cursor);
        if (parts.size() != orders.size() + 2
                || !(parts.get(1) instanceof String uid)
                || !parts.subList(2, parts.size()).stream()
                        .allMatch(value -> value == null || value instanceof String)) {
            throw wrong(cursor);
        }
        if (!signature(orders).equals(parts.getFirst())) {
            throw PorticoException.invalid(
                    "The cursor '"
                            + shortened(cursor)
                            + "' comes from a list in another order; use the orderBy it was got"
                            + " with.");
        }
        List<@Nullable String> values = new ArrayList<>();
        parts.subList(2, parts.size()).forEach(value -> values.add((String) value));
        return new PageKey(values, uid);
    }

    /// A cursor for a relation of an entity.
    static String ofRelation(Relation relation) {
        return encode(List.of("relation", relation.type(), relation.target().toString()));
    }

    /// Type and target of the relation a cursor stands for.
    static RelationKey relation(String cursor) {
        List<@Nullable Object> parts = decode(cursor);
        if (parts.size() == 3
                && "relation".equals(parts.getFirst())
                && parts.get(1) instanceof String type
                && parts.get(2) instanceof String target) {
            return new RelationKey(type, target);
        }
        throw wrong(cursor);
    }

    /// A cursor for a place that is counted from the start of a list.
    static String ofRank(int rank) {
        return encode(List.of("rank", rank));
    }

    /// How many stand up to the place of a cursor of [#ofRank].
    static int rank(String cursor) {
        List<@Nullable Object> parts = decode(cursor);
        if (parts.size() == 2
                && "rank".equals(parts.getFirst())
                && parts.get(1) instanceof Long rank
                && rank >= 0
                && rank <= Integer.MAX_VALUE) {
            return rank.intValue();
        }
        throw wrong(cursor);
    }

    /// A cursor for a change.
    static String ofChange(History.Place place) {
        return encode(List.of("change", place.position(), place.ordinal()));
    }

    /// The change that a cursor of [#ofChange] stands for.
    static History.Place change(String cursor) {
        List<@Nullable Object> parts = decode(cursor);
        if (parts.size() == 3
                && "change".equals(parts.getFirst())
                && parts.get(1) instanceof Long position
                && parts.get(2) instanceof Long ordinal) {
            return new History.Place(position, ordinal.intValue());
        }
        throw wrong(cursor);
    }

    /// A cursor for an entity that changed hands.
    static String ofHandover(OwnerHistory.Place place) {
        return encode(List.of("handover", place.position(), place.ref(), place.number()));
    }

    /// The place that a cursor of [#ofHandover] stands for.
    static OwnerHistory.Place handover(String cursor) {
        List<@Nullable Object> parts = decode(cursor);
        if (parts.size() == 4
                && "handover".equals(parts.getFirst())
                && parts.get(1) instanceof Long position
                && parts.get(2) instanceof String ref
                && parts.get(3) instanceof Long number) {
            return new OwnerHistory.Place(position, ref, number.intValue());
        }
        throw wrong(cursor);
    }

    /// The place of a relation in the list of its source.
    record RelationKey(String type, String target) {
        /// Whether a relation comes after this place.
        boolean isBefore(Relation relation) {
            int byType = relation.type().compareTo(type);
            return byType > 0 || byType == 0 && relation.target().toString().compareTo(target) > 0;
        }
    }

    private static String signature(List<OrderBy> orders) {
        StringBuilder signature = new StringBuilder();
        for (OrderBy order : orders) {
            signature.append(order.descending() ? '-' : '+').append(order.key()).append(' ');
        }
        return signature.toString();
    }

    private static String encode(List<@Nullable Object> parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(JsonValues.toBytes(parts));
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> decode(String cursor) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (JsonValues.parse(json) instanceof List<?> parts) {
                return (List<@Nullable Object>) parts;
            }
        } catch (IllegalArgumentException | PorticoException e) {
            throw wrong(cursor);
        }
        throw wrong(cursor);
    }

    private static PorticoException wrong(String cursor) {
        return PorticoException.invalid(
                "The cursor '"
                        + shortened(cursor)
                        + "' is none of this list; use one that an edge or pageInfo gave.");
    }

    private static String shortened(String cursor) {
        return cursor.length() <= 40 ? cursor : cursor.substring(0, 40) + "…";
    }
}
