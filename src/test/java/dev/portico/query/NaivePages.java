package dev.portico.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of [PageRequest]: makes all rows, sorts them, cuts the page.
final class NaivePages {
    static final Comparator<String> BY_BYTES =
            (a, b) ->
                    Arrays.compareUnsigned(
                            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private NaivePages() {}

    /// All rows in order.
    static List<Page.Row> rows(List<NaiveCatalog.Found> all, PageRequest request) {
        List<NaiveCatalog.Found> matching =
                all.stream()
                        .filter(it -> it.matches(request.filter()))
                        .filter(it -> contains(it, request.text()))
                        .toList();
        List<Page.Row> rows = new ArrayList<>();
        matching.forEach(it -> rows.addAll(rows(it, request)));
        rows.sort(Comparator.comparing(Page.Row::key, order(request)));
        return rows;
    }

    static Page cut(List<Page.Row> all, PageRequest request, long position) {
        Comparator<PageKey> order = order(request);
        List<Page.Row> rows = new ArrayList<>(all);
        long total = rows.stream().map(row -> row.entity().uid()).distinct().count();
        if (request.after() != null) {
            rows.removeIf(
                    row -> {
                        int sign = order.compare(row.key(), request.after());
                        return request.backwards() ? sign >= 0 : sign <= 0;
                    });
        }
        List<Page.Row> ahead = request.backwards() ? rows.reversed() : rows;
        int from = Math.min(request.offset(), ahead.size());
        int to = Math.min(from + request.limit(), ahead.size());
        List<Page.Row> page = new ArrayList<>(ahead.subList(from, to));
        return new Page(
                request.backwards() ? page.reversed() : page,
                to < ahead.size(),
                request.countTotal() ? total : -1,
                position);
    }

    private static boolean contains(NaiveCatalog.Found it, @Nullable TextFilter text) {
        return text == null
                || text.keys().stream()
                        .flatMap(key -> it.values(key).stream())
                        .anyMatch(value -> value.contains(NaiveRows.lower(text.term())));
    }

    // The checker does not see, in a class file, that a page key may hold nulls.
    @SuppressWarnings("NullAway")
    private static List<Page.Row> rows(NaiveCatalog.Found it, PageRequest request) {
        String uid = it.answer().uid();
        List<@Nullable String> key = new ArrayList<>();
        if (request.rows() == PageRequest.Rows.PER_VALUE && !request.orders().isEmpty()) {
            return values(it, request.orders().getFirst().key()).stream()
                    .map(
                            value ->
                                    new Page.Row(
                                            new PageKey(Collections.singletonList(value), uid),
                                            it.answer()))
                    .toList();
        }
        for (OrderBy by : request.orders()) {
            List<String> values = values(it, by.key());
            key.add(
                    values.stream()
                            .sorted(by.descending() ? BY_BYTES.reversed() : BY_BYTES)
                            .findFirst()
                            .orElse(null));
        }
        return List.of(new Page.Row(new PageKey(key, uid), it.answer()));
    }

    private static List<String> values(NaiveCatalog.Found it, String key) {
        return key.equals(OrderBy.REF) ? List.of(it.answer().ref().toString()) : it.values(key);
    }

    private static Comparator<PageKey> order(PageRequest request) {
        boolean perValue = request.rows() == PageRequest.Rows.PER_VALUE;
        List<OrderBy> orders = request.orders();
        if (perValue && orders.size() > 1) {
            orders = orders.subList(0, 1);
        }
        Comparator<PageKey> order = (a, b) -> 0;
        for (int i = 0; i < orders.size(); i++) {
            int at = i;
            Comparator<String> byValue =
                    orders.get(i).descending() ? BY_BYTES.reversed() : BY_BYTES;
            order = order.thenComparing(key -> key.values().get(at), Comparator.nullsLast(byValue));
        }
        Comparator<String> byUid =
                perValue && !orders.isEmpty() && orders.getFirst().descending()
                        ? BY_BYTES.reversed()
                        : BY_BYTES;
        return order.thenComparing(PageKey::uid, byUid);
    }
}
