package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lists and objects: copies of them, and looking into them.
final class Lists {
    private Lists() {}

    /// The index of the first element identical to a value from an index on, or -1.
    static int indexOf(List<?> list, @Nullable Object value, int from, Budget budget) {
        for (int i = from; i < list.size(); i++) {
            budget.spend();
            if (Values.same(list.get(i), value)) {
                return i;
            }
        }
        return -1;
    }

    /// A copy that a template may change; a list that is there twice stays one list.
    static @Nullable Object thaw(@Nullable Object value, Budget budget) {
        return thaw(value, new IdentityHashMap<>(), budget);
    }

    private static @Nullable Object thaw(
            @Nullable Object value, Map<Object, Object> seen, Budget budget) {
        if (!(value instanceof List<?>) && !(value instanceof Map<?, ?>)) {
            return value;
        }
        @Nullable Object known = seen.get(value);
        if (known != null) {
            return known;
        }
        budget.enter();
        @Nullable Object copy;
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>(list.size());
            seen.put(value, elements);
            for (@Nullable Object element : list) {
                budget.spend();
                elements.add(thaw(element, seen, budget));
            }
            copy = elements;
        } else {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            seen.put(value, fields);
            ((Map<?, ?>) value)
                    .forEach(
                            (key, field) -> {
                                budget.spend();
                                fields.put((String) key, thaw(field, seen, budget));
                            });
            copy = fields;
        }
        budget.leave();
        return copy;
    }

    /// An immutable value to hand out: undefined in a list becomes null, in an object it is left
    /// out.
    static @Nullable Object plain(@Nullable Object value, Budget budget) {
        return switch (value) {
            case null -> null;
            case Number number -> Numbers.plain(number);
            case SafeText safe -> safe.text();
            case Callable _ -> throw Values.notData();
            case Regex regex -> regex.toString();
            case List<?> list -> {
                budget.enter();
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                for (@Nullable Object element : list) {
                    budget.spend();
                    copy.add(element == Undefined.VALUE ? null : plain(element, budget));
                }
                budget.leave();
                yield Collections.unmodifiableList(copy);
            }
            case Map<?, ?> map -> {
                budget.enter();
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                for (String key : Values.keys(map)) {
                    budget.spend();
                    @Nullable Object field = map.get(key);
                    if (field != Undefined.VALUE) {
                        copy.put(key, plain(field, budget));
                    }
                }
                budget.leave();
                yield Collections.unmodifiableMap(copy);
            }
            default -> value;
        };
    }

    /// Whether a value is a function or holds one.
    static boolean holdsCallable(@Nullable Object value, Budget budget) {
        return switch (value) {
            case Callable _ -> true;
            case List<?> list -> anyHoldsCallable(list, budget);
            case Map<?, ?> map -> anyHoldsCallable(map.values(), budget);
            case null, default -> false;
        };
    }

    private static boolean anyHoldsCallable(Collection<?> values, Budget budget) {
        budget.spend(values.size());
        budget.enter();
        boolean any = values.stream().anyMatch(value -> holdsCallable(value, budget));
        budget.leave();
        return any;
    }

    /// Whether a value is a list or holds it somewhere inside.
    @SuppressWarnings("ReferenceEquality")
    static boolean reaches(@Nullable Object value, List<?> target, Budget budget) {
        if (value == target) {
            return true;
        }
        return switch (value) {
            case List<?> list -> anyReaches(list, target, budget);
            case Map<?, ?> map -> anyReaches(map.values(), target, budget);
            case null, default -> false;
        };
    }

    private static boolean anyReaches(Collection<?> values, List<?> target, Budget budget) {
        budget.spend(values.size());
        budget.enter();
        boolean any = values.stream().anyMatch(value -> reaches(value, target, budget));
        budget.leave();
        return any;
    }

    /// The elements that an array made of a value has: characters of a text, else none.
    static List<@Nullable Object> copy(@Nullable Object value, Budget budget) {
        List<@Nullable Object> copy = new ArrayList<>();
        if (value instanceof List<?> list) {
            budget.spend(list.size());
            copy.addAll(list);
        } else if (value instanceof String text) {
            characters(text, copy, budget);
        } else if (value instanceof SafeText safe) {
            characters(safe.text(), copy, budget);
        }
        return copy;
    }

    private static void characters(String text, List<@Nullable Object> into, Budget budget) {
        budget.spend(text.length());
        for (int i = 0; i < text.length(); i++) {
            into.add(String.valueOf(text.charAt(i)));
        }
    }
}
