package dev.portico.query;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Walks the matching rows of one segment in the order of at most one key, in either direction,
/// without sorting anything.
///
/// Rows stand in groups: one per value, in the order of the list, and last those without a value.
final class RowCursor {
    private final int leaf;
    private final Segment segment;
    private final @Nullable Column column;
    private final LeafMatches matches;
    private final boolean descending;
    private final boolean backwards;
    private final boolean perValue;
    private final int step;
    private final int groups;
    private int group;
    private int[] docs;
    private int index;
    private int end;
    private @Nullable RowPlace current;

    RowCursor(RowOrder order, int leaf, Segment segment, LeafMatches matches, boolean backwards) {
        this.leaf = leaf;
        this.segment = segment;
        this.matches = matches.asBits(segment.size());
        this.backwards = backwards;
        this.perValue = order.perValue();
        this.step = order.uidDescends() == backwards ? 1 : -1;
        boolean ordered = !order.orders().isEmpty();
        this.column = ordered ? order.column(0, leaf) : null;
        this.descending = ordered && order.orders().getFirst().descending();
        int values = column == null ? 0 : column.values();
        this.groups = perValue ? values : values + 1;
        this.docs = segment.docs();
        this.group = backwards ? groups : -1;
    }

    /// The row the cursor stands on.
    RowPlace current() {
        return Objects.requireNonNull(current);
    }

    /// Goes to the next row in the direction; false at the end.
    boolean next() {
        while (true) {
            while (index != end) {
                int doc = docs[index];
                index += step;
                if (matches.has(doc) && stands(doc)) {
                    current = new RowPlace(leaf, doc, values());
                    return true;
                }
            }
            group += backwards ? -1 : 1;
            if (group < 0 || group >= groups) {
                group = Math.clamp(group, -1, groups);
                return false;
            }
            enter();
        }
    }

    /// Goes to where the rows behind a place (before it when backwards) begin.
    void seek(RowOrder.After after) {
        byte[] text = after.values().length == 0 ? null : after.values()[0];
        if (column == null || text == null) {
            group = groups - 1;
        } else {
            int value = column.lowerBound(text);
            boolean there = value < column.values() && column.compare(value, text) == 0;
            if (!there) {
                // next() steps once more, on to the first group behind the gap
                group = backwards ? groupOf(value) : groupOf(value) - 1;
                if (descending) {
                    group = backwards ? groupOf(value) + 1 : groupOf(value);
                }
                return;
            }
            group = groupOf(value);
        }
        enter();
        skipTo(after.uid());
    }

    private void enter() {
        int from = 0;
        int to;
        if (column == null) {
            docs = segment.docs();
            to = docs.length;
        } else if (group == column.values()) {
            docs = column.without();
            to = docs.length;
        } else {
            int value = groupOf(group);
            docs = column.rows();
            from = column.groupStart(value);
            to = column.groupStart(value + 1);
        }
        index = step > 0 ? from : to - 1;
        end = step > 0 ? to : from - 1;
    }

    private void skipTo(UidKey uid) {
        if (step < 0) {
            index = segment.lowerBound(docs, end + 1, index + 1, uid) - 1;
            return;
        }
        int at = segment.lowerBound(docs, index, end, uid);
        while (at < end && segment.compareUid(docs[at], uid.high(), uid.low()) == 0) {
            at++;
        }
        index = at;
    }

    /// Group to value and value to group: the same turn both ways.
    private int groupOf(int value) {
        return descending ? Objects.requireNonNull(column).values() - 1 - value : value;
    }

    private boolean stands(int doc) {
        return column == null
                || perValue
                || column.isSingle()
                || group == column.values()
                || column.sortValue(doc, descending) == groupOf(group);
    }

    private int[] values() {
        if (column == null) {
            return new int[0];
        }
        return new int[] {group == column.values() ? -1 : groupOf(group)};
    }
}
