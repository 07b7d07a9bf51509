package dev.portico.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Answers one page. Where many entities match, the rows are walked in their order from the place
/// the page begins at, so that a deep page costs what the first one does; where few match, or
/// several orders count, the matches are gathered and the nearest kept.
final class PageQuery {
    /// What it costs to gather and compare a row, against passing one by.
    private static final int GATHER_COST = 12;

    private final View view;
    private final PageRequest request;
    private final RowOrder order;
    private final LeafMatches[] matches;
    private final RowOrder.@Nullable After after;

    private PageQuery(View view, PageRequest request) {
        this.view = view;
        this.request = request;
        this.order = new RowOrder(view, request);
        this.after = request.after() == null ? null : order.after(request.after());
        this.matches =
                Matcher.match(
                        view,
                        new Question(
                                request.filter(),
                                request.text(),
                                order.perValue() ? order.orders().getFirst().key() : null));
    }

    static Page run(View view, PageRequest request) {
        PageQuery query = new PageQuery(view, request);
        long total = Matcher.total(query.matches);
        List<RowPlace> places = query.places(total);
        boolean more = places.size() > request.limit();
        List<RowPlace> cut = new ArrayList<>(more ? places.subList(0, request.limit()) : places);
        if (request.backwards()) {
            Collections.reverse(cut);
        }
        return new Page(query.load(cut), more, request.countTotal() ? total : -1, view.position());
    }

    /// The rows of the page in the direction of paging, and one more when there is one.
    private List<RowPlace> places(long total) {
        long wanted = (long) request.offset() + request.limit() + 1;
        long walkCost = wanted * (view.reader().maxDoc() / Math.max(1, total) + 1);
        if (order.orders().size() > 1 || total * GATHER_COST < walkCost) {
            return gather((int) wanted);
        }
        return walk();
    }

    private List<RowPlace> walk() {
        Comparator<RowPlace> direction = request.backwards() ? order.reversed() : order;
        PriorityQueue<RowCursor> cursors =
                new PriorityQueue<>(
                        Math.max(1, matches.length),
                        Comparator.comparing(RowCursor::current, direction));
        for (int leaf = 0; leaf < matches.length; leaf++) {
            if (matches[leaf].count() > 0) {
                Segment segment = view.leaves().get(leaf).segment();
                RowCursor cursor =
                        new RowCursor(order, leaf, segment, matches[leaf], request.backwards());
                if (after != null) {
                    cursor.seek(after);
                }
                if (cursor.next()) {
                    cursors.add(cursor);
                }
            }
        }
        List<RowPlace> places = new ArrayList<>(Math.min(request.limit(), 1000) + 1);
        int skip = request.offset();
        for (RowCursor nearest = cursors.poll();
                nearest != null && places.size() <= request.limit();
                nearest = cursors.poll()) {
            if (skip > 0) {
                skip--;
            } else {
                places.add(nearest.current());
            }
            if (nearest.next()) {
                cursors.add(nearest);
            }
        }
        return places;
    }

    private List<RowPlace> gather(int wanted) {
        Comparator<RowPlace> direction = request.backwards() ? order.reversed() : order;
        PriorityQueue<RowPlace> nearest = new PriorityQueue<>(64, direction.reversed());
        for (int leaf = 0; leaf < matches.length; leaf++) {
            int number = leaf;
            matches[leaf].forEach(
                    doc -> {
                        for (RowPlace row : rows(number, doc)) {
                            offer(nearest, row, direction, wanted);
                        }
                    });
        }
        RowPlace[] sorted = nearest.toArray(RowPlace[]::new);
        Arrays.sort(sorted, direction);
        int from = Math.min(request.offset(), sorted.length);
        return List.of(sorted).subList(from, sorted.length);
    }

    private void offer(
            PriorityQueue<RowPlace> nearest,
            RowPlace row,
            Comparator<RowPlace> direction,
            int wanted) {
        if (after != null) {
            int behind = order.compare(row, after);
            if (request.backwards() ? behind >= 0 : behind <= 0) {
                return;
            }
        }
        if (nearest.size() < wanted) {
            nearest.add(row);
        } else if (direction.compare(row, nearest.element()) < 0) {
            nearest.poll();
            nearest.add(row);
        }
    }

    private List<RowPlace> rows(int leaf, int doc) {
        if (order.perValue()) {
            Column column = order.column(0, leaf);
            int count = column.count(doc);
            List<RowPlace> rows = new ArrayList<>(count);
            for (int n = 0; n < count; n++) {
                rows.add(new RowPlace(leaf, doc, new int[] {column.value(doc, n)}));
            }
            return rows;
        }
        int[] values = new int[order.orders().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = order.column(i, leaf).sortValue(doc, order.orders().get(i).descending());
        }
        return List.of(new RowPlace(leaf, doc, values));
    }

    private List<Page.Row> load(List<RowPlace> places) {
        LeafDocuments[] documents = new LeafDocuments[matches.length];
        List<Page.Row> rows = new ArrayList<>(places.size());
        for (RowPlace place : places) {
            int leaf = place.leaf();
            if (documents[leaf] == null) {
                documents[leaf] = view.documents(leaf);
            }
            rows.add(new Page.Row(order.key(place), documents[leaf].load(place.doc())));
        }
        return rows;
    }
}
