package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sorts lists and objects. Values that don't compare, such as a text and a number, count as
/// equal, so the order may not be a total one: the sort here takes any comparison.
final class Sorting {
    private Sorting() {}

    static Object list(@Nullable Object input, Args arguments, Run run) {
        boolean reverse = Values.truthy(arguments.get(0, "reverse"));
        boolean caseSensitive = Values.truthy(arguments.get(1, "case_sensitive"));
        @Nullable Object attribute = arguments.get(2, "attribute");
        List<@Nullable Object> items = Lists.copy(input, run.budget());
        return sorted(
                items,
                (a, b) -> {
                    @Nullable Object x = ListFilters.attribute(a, attribute, run);
                    @Nullable Object y = ListFilters.attribute(b, attribute, run);
                    if (!caseSensitive && x instanceof String s && y instanceof String t) {
                        x = Texts.lower(s);
                        y = Texts.lower(t);
                    }
                    int order = compare(x, y, run.budget());
                    return reverse ? -order : order;
                },
                run.budget());
    }

    private static int compare(@Nullable Object a, @Nullable Object b, Budget budget) {
        return switch (Values.compare(a, b, budget)) {
            case LESS -> -1;
            case GREATER -> 1;
            default -> 0;
        };
    }

    /// Pairs of key and value, in the order of one of them.
    static Object object(@Nullable Object input, Args arguments, Run run) {
        if (!(input instanceof Map<?, ?> map)) {
            throw Fault.of("'dictsort' needs an object, not " + Values.type(input) + ".");
        }
        boolean caseSensitive = Values.truthy(arguments.get(0));
        @Nullable Object by = arguments.get(1);
        int index = by == Undefined.VALUE || "key".equals(by) ? 0 : "value".equals(by) ? 1 : -1;
        if (index < 0) {
            throw Fault.of("'dictsort' sorts by 'key' or by 'value'.");
        }
        List<@Nullable Object> pairs = new ArrayList<>();
        for (String key : Values.keys(map)) {
            List<@Nullable Object> pair = new ArrayList<>();
            pair.add(key);
            pair.add(map.get(key));
            pairs.add(pair);
        }
        return sorted(
                pairs,
                (a, b) -> {
                    @Nullable Object x = Members.of(a, (double) index, run);
                    @Nullable Object y = Members.of(b, (double) index, run);
                    if (!caseSensitive) {
                        x = x instanceof String text ? Texts.upper(text) : x;
                        y = y instanceof String text ? Texts.upper(text) : y;
                    }
                    boolean greater = Values.compare(x, y, run.budget()) == Values.Order.GREATER;
                    return greater ? 1 : Values.same(x, y) ? 0 : -1;
                },
                run.budget());
    }

    /// Merges runs, stable, with any comparison.
    static List<@Nullable Object> sorted(
            List<@Nullable Object> items, Comparator<@Nullable Object> order, Budget budget) {
        List<@Nullable Object> from = new ArrayList<>(items);
        List<@Nullable Object> into = new ArrayList<>(items);
        for (int width = 1; width < items.size(); width *= 2) {
            budget.spend(items.size());
            for (int start = 0; start < items.size(); start += 2 * width) {
                merge(from, into, start, width, order);
            }
            List<@Nullable Object> swap = from;
            from = into;
            into = swap;
        }
        return from;
    }

    private static void merge(
            List<@Nullable Object> from,
            List<@Nullable Object> into,
            int start,
            int width,
            Comparator<@Nullable Object> order) {
        int middle = Math.min(start + width, from.size());
        int end = Math.min(start + 2 * width, from.size());
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft =
                    left < middle
                            && (right >= end
                                    || order.compare(from.get(right), from.get(left)) >= 0);
            into.set(i, from.get(takeLeft ? left++ : right++));
        }
    }
}
