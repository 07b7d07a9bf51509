package dev.portico.query;

import dev.portico.platform.PorticoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The order of the rows of one request, over all segments of a view.
///
/// Rows per value go by (value, uid), both in the direction of the order, as Backstage's by-query
/// does. Rows per entity go by each order's value, missing ones last in both directions, and then
/// by uid ascending, whatever the directions.
final class RowOrder implements Comparator<RowPlace> {
    private final List<Leaf> leaves;
    private final List<OrderBy> orders;
    private final boolean perValue;
    private final Column[][] columns;

    RowOrder(View view, PageRequest request) {
        this.leaves = view.leaves();
        this.perValue = request.rows() == PageRequest.Rows.PER_VALUE && !request.orders().isEmpty();
        this.orders = perValue ? request.orders().subList(0, 1) : request.orders();
        this.columns = new Column[orders.size()][leaves.size()];
        for (int order = 0; order < orders.size(); order++) {
            for (int leaf = 0; leaf < leaves.size(); leaf++) {
                columns[order][leaf] =
                        view.cache().values(leaves.get(leaf).reader(), orders.get(order));
            }
        }
    }

    List<OrderBy> orders() {
        return orders;
    }

    boolean perValue() {
        return perValue;
    }

    boolean uidDescends() {
        return perValue && orders.getFirst().descending();
    }

    Column column(int order, int leaf) {
        return columns[order][leaf];
    }

    @Override
    public int compare(RowPlace a, RowPlace b) {
        for (int i = 0; i < orders.size(); i++) {
            int left = a.values()[i];
            int right = b.values()[i];
            if (left < 0 || right < 0) {
                if (left >= 0) {
                    return -1;
                }
                if (right >= 0) {
                    return 1;
                }
                continue;
            }
            int byValue =
                    a.leaf() == b.leaf()
                            ? Integer.compare(left, right)
                            : columns[i][a.leaf()].compare(left, columns[i][b.leaf()], right);
            if (byValue != 0) {
                return orders.get(i).descending() ? -byValue : byValue;
            }
        }
        Segment other = leaves.get(b.leaf()).segment();
        int byUid =
                leaves.get(a.leaf())
                        .segment()
                        .compareUid(a.doc(), other.high(b.doc()), other.low(b.doc()));
        return uidDescends() ? -byUid : byUid;
    }

    /// Compares a row with a place that a page key names.
    int compare(RowPlace row, After after) {
        for (int i = 0; i < orders.size(); i++) {
            int value = row.values()[i];
            byte[] other = after.values()[i];
            if (value < 0 || other == null) {
                if (value >= 0) {
                    return -1;
                }
                if (other != null) {
                    return 1;
                }
                continue;
            }
            int byValue = columns[i][row.leaf()].compare(value, other);
            if (byValue != 0) {
                return orders.get(i).descending() ? -byValue : byValue;
            }
        }
        int byUid =
                leaves.get(row.leaf())
                        .segment()
                        .compareUid(row.doc(), after.uid().high(), after.uid().low());
        return uidDescends() ? -byUid : byUid;
    }

    PageKey key(RowPlace row) {
        List<@Nullable String> texts = new ArrayList<>(orders.size());
        for (int i = 0; i < orders.size(); i++) {
            int value = row.values()[i];
            texts.add(value < 0 ? null : columns[i][row.leaf()].text(value));
        }
        return new PageKey(texts, leaves.get(row.leaf()).segment().uid(row.doc()).toString());
    }

    /// Reads a page key; INVALID_INPUT when it is not one of this order.
    After after(PageKey key) {
        if (key.values().size() != orders.size()) {
            throw PorticoException.invalid(
                    "The cursor is of another order: it has "
                            + key.values().size()
                            + " values where "
                            + orders.size()
                            + " are needed; start again without a cursor.");
        }
        byte[][] values = new byte[orders.size()][];
        for (int i = 0; i < values.length; i++) {
            String value = key.values().get(i);
            if (value == null && perValue) {
                throw PorticoException.invalid(
                        "The cursor has no value for the key '"
                                + orders.get(i).key()
                                + "', which every row of this order has; start again without a"
                                + " cursor.");
            }
            if (value != null) {
                values[i] = value.getBytes(StandardCharsets.UTF_8);
            }
        }
        return new After(values, UidKey.parse(key.uid()));
    }

    /// A place between rows.
    ///
    /// @param values per order, null for a missing one
    record After(byte[] @Nullable [] values, UidKey uid) {}
}
