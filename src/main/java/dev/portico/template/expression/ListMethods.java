package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Methods of lists, as in JavaScript; in Cookiecutter's dialect also those of Python. Those that
/// change a list change the copy that belongs to the render.
final class ListMethods {
    private static final Map<String, Method<List<?>>> METHODS =
            Map.ofEntries(
                    Map.entry("at", method(1, 1, ListMethods::at)),
                    Map.entry("concat", method(0, 255, ListMethods::concat)),
                    Map.entry("copyWithin", method(1, 3, ListMethods::copyWithin)),
                    Map.entry("fill", method(1, 3, ListMethods::fill)),
                    Map.entry("flat", method(0, 1, ListMethods::flat)),
                    Map.entry("includes", method(1, 2, ListMethods::includes)),
                    Map.entry("indexOf", method(1, 2, ListMethods::indexOf)),
                    Map.entry("join", method(0, 1, ListMethods::join)),
                    Map.entry("lastIndexOf", method(1, 2, ListMethods::lastIndexOf)),
                    Map.entry("pop", method(0, 0, ListMethods::pop)),
                    Map.entry("push", method(0, 255, ListMethods::push)),
                    Map.entry("reverse", method(0, 0, ListMethods::reverse)),
                    Map.entry("shift", method(0, 0, ListMethods::shift)),
                    Map.entry("slice", method(0, 2, ListMethods::slice)),
                    Map.entry("sort", method(0, 0, ListMethods::sort)),
                    Map.entry("splice", method(0, 255, ListMethods::splice)),
                    Map.entry("unshift", method(0, 255, ListMethods::unshift)));

    private static final Map<String, Method<List<?>>> PYTHON =
            Map.of(
                    "append",
                    method(1, 1, ListMethods::push),
                    "count",
                    method(1, 1, ListMethods::count),
                    "find",
                    method(1, 1, ListMethods::indexOf),
                    "index",
                    method(1, 1, ListMethods::indexOf),
                    "insert",
                    method(2, 2, ListMethods::insertAt),
                    "pop",
                    method(0, 1, ListMethods::popAt),
                    "remove",
                    method(1, 1, ListMethods::remove));

    private ListMethods() {}

    @FunctionalInterface
    private interface Body {
        @Nullable Object call(List<@Nullable Object> list, Args arguments, Run run);
    }

    @SuppressWarnings("unchecked")
    private static Method<List<?>> method(int least, int most, Body body) {
        return new Method<>(
                least,
                most,
                (list, arguments, run) -> body.call((List<@Nullable Object>) list, arguments, run));
    }

    static @Nullable Method<List<?>> find(String name, boolean python) {
        return python && PYTHON.containsKey(name) ? PYTHON.get(name) : METHODS.get(name);
    }

    private static @Nullable Object at(List<@Nullable Object> list, Args args, Run run) {
        double index = Values.whole(args.get(0), run.budget());
        double place = index < 0 ? index + list.size() : index;
        return place >= 0 && place < list.size() ? list.get((int) place) : Undefined.VALUE;
    }

    private static Object concat(List<@Nullable Object> list, Args args, Run run) {
        List<@Nullable Object> all = Lists.copy(list, run.budget());
        for (@Nullable Object value : args.values()) {
            if (value instanceof List<?> more) {
                run.budget().spend(more.size());
                all.addAll(more);
            } else {
                all.add(value);
            }
        }
        return all;
    }

    private static Object copyWithin(List<@Nullable Object> list, Args args, Run run) {
        int size = list.size();
        int target = TextMethods.fromEnd(args.get(0), size, 0, run);
        int start = TextMethods.fromEnd(args.get(1), size, 0, run);
        int end = TextMethods.fromEnd(args.get(2), size, size, run);
        List<@Nullable Object> before = Lists.copy(list, run.budget());
        for (int i = start; i < end && target + i - start < size; i++) {
            list.set(target + i - start, before.get(i));
        }
        return list;
    }

    private static Object fill(List<@Nullable Object> list, Args args, Run run) {
        refuseCycle(list, args.get(0), run);
        int start = TextMethods.fromEnd(args.get(1), list.size(), 0, run);
        int end = TextMethods.fromEnd(args.get(2), list.size(), list.size(), run);
        run.budget().spend(list.size());
        for (int i = start; i < end; i++) {
            list.set(i, args.get(0));
        }
        return list;
    }

    private static void refuseCycle(List<?> list, @Nullable Object value, Run run) {
        if (Lists.reaches(value, list, run.budget())) {
            throw Fault.of("A list can't hold itself.");
        }
    }

    private static Object flat(List<@Nullable Object> list, Args args, Run run) {
        List<@Nullable Object> flat = new ArrayList<>();
        double depth = args.has(0) ? Values.whole(args.get(0), run.budget()) : 1;
        flatten(list, depth, flat, run.budget());
        return flat;
    }

    private static void flatten(
            List<?> list, double depth, List<@Nullable Object> into, Budget budget) {
        budget.enter();
        for (@Nullable Object element : list) {
            budget.spend();
            if (depth >= 1 && element instanceof List<?> inner) {
                flatten(inner, depth - 1, into, budget);
            } else {
                into.add(element);
            }
        }
        budget.leave();
    }

    private static Object indexOf(List<@Nullable Object> list, Args args, Run run) {
        return (long) find(list, args, run);
    }

    private static int find(List<@Nullable Object> list, Args args, Run run) {
        int from = TextMethods.fromEnd(args.get(1), list.size(), 0, run);
        return Lists.indexOf(list, args.get(0), from, run.budget());
    }

    private static Object includes(List<@Nullable Object> list, Args args, Run run) {
        boolean nan = args.get(0) instanceof Double number && number.isNaN();
        if (nan) {
            run.budget().spend(list.size());
            int from = TextMethods.fromEnd(args.get(1), list.size(), 0, run);
            return list.subList(from, list.size()).contains(Double.NaN);
        }
        return find(list, args, run) >= 0;
    }

    private static Object lastIndexOf(List<@Nullable Object> list, Args args, Run run) {
        double given = Values.whole(args.get(1), run.budget());
        double from =
                args.count() < 2
                        ? list.size() - 1
                        : Math.min(list.size() - 1, given < 0 ? given + list.size() : given);
        run.budget().spend(list.size());
        for (int i = (int) from; i >= 0; i--) {
            if (Values.same(list.get(i), args.get(0))) {
                return (long) i;
            }
        }
        return -1L;
    }

    private static Object join(List<@Nullable Object> list, Args args, Run run) {
        String separator = args.has(0) ? Values.text(args.get(0), run.budget()) : ",";
        return Values.join(list, separator, run.budget());
    }

    private static @Nullable Object removeAt(List<@Nullable Object> list, int index) {
        return index >= 0 && index < list.size() ? list.remove(index) : Undefined.VALUE;
    }

    private static @Nullable Object pop(List<@Nullable Object> list, Args args, Run run) {
        return removeAt(list, list.size() - 1);
    }

    private static @Nullable Object shift(List<@Nullable Object> list, Args args, Run run) {
        return removeAt(list, 0);
    }

    private static Object push(List<@Nullable Object> list, Args args, Run run) {
        return insert(list, list.size(), args, run);
    }

    private static Object unshift(List<@Nullable Object> list, Args args, Run run) {
        return insert(list, 0, args, run);
    }

    /// The new length.
    private static Object insert(List<@Nullable Object> list, int index, Args args, Run run) {
        args.values().forEach(value -> refuseCycle(list, value, run));
        run.budget().spend(args.count());
        list.addAll(index, args.values());
        return (long) list.size();
    }

    private static Object reverse(List<@Nullable Object> list, Args args, Run run) {
        run.budget().spend(list.size());
        Collections.reverse(list);
        return list;
    }

    private static Object slice(List<@Nullable Object> list, Args args, Run run) {
        int start = TextMethods.fromEnd(args.get(0), list.size(), 0, run);
        int end = TextMethods.fromEnd(args.get(1), list.size(), list.size(), run);
        return start < end ? Lists.copy(list.subList(start, end), run.budget()) : new ArrayList<>();
    }

    /// By text, undefined last.
    private static Object sort(List<@Nullable Object> list, Args args, Run run) {
        List<@Nullable Object> sorted =
                Sorting.sorted(
                        list,
                        (a, b) -> {
                            if (a == Undefined.VALUE || b == Undefined.VALUE) {
                                return a == b ? 0 : a == Undefined.VALUE ? 1 : -1;
                            }
                            return Values.text(a, run.budget())
                                    .compareTo(Values.text(b, run.budget()));
                        },
                        run.budget());
        Collections.copy(list, sorted);
        return list;
    }

    /// The elements taken out.
    private static Object splice(List<@Nullable Object> list, Args args, Run run) {
        if (args.count() == 0) {
            return new ArrayList<>();
        }
        int start = TextMethods.fromEnd(args.get(0), list.size(), 0, run);
        int most = list.size() - start;
        int count = args.count() == 1 ? most : TextMethods.place(args.get(1), most, 0, run);
        List<@Nullable Object> range = list.subList(start, start + count);
        List<@Nullable Object> removed = Lists.copy(range, run.budget());
        range.clear();
        if (args.count() > 2) {
            List<@Nullable Object> added = args.values().subList(2, args.count());
            insert(list, start, new Args(added, Map.of()), run);
        }
        return removed;
    }

    private static Object count(List<@Nullable Object> list, Args args, Run run) {
        run.budget().spend(list.size());
        return list.stream().filter(element -> Values.same(element, args.get(0))).count();
    }

    /// What was taken out: nothing.
    private static Object insertAt(List<@Nullable Object> list, Args args, Run run) {
        int index = TextMethods.fromEnd(args.get(0), list.size(), 0, run);
        insert(list, index, new Args(args.values().subList(1, 2), Map.of()), run);
        return new ArrayList<>();
    }

    private static @Nullable Object popAt(List<@Nullable Object> list, Args args, Run run) {
        if (!args.has(0)) {
            return removeAt(list, list.size() - 1);
        }
        double index = Values.whole(args.get(0), run.budget());
        return removeAt(list, (int) (index < 0 ? index + list.size() : index));
    }

    /// What was taken out, in a list.
    private static Object remove(List<@Nullable Object> list, Args args, Run run) {
        int index = Lists.indexOf(list, args.get(0), 0, run.budget());
        List<@Nullable Object> removed = new ArrayList<>();
        if (index >= 0) {
            removed.add(list.remove(index));
        }
        return removed;
    }
}
