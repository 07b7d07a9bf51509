package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conversions and comparisons as JavaScript does them.
final class Values {
    private static final String OBJECT = "[object Object]";

    private Values() {}

    static boolean missing(@Nullable Object value) {
        return value == null || value == Undefined.VALUE;
    }

    static boolean truthy(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Undefined _ -> false;
            case Boolean bool -> bool;
            case String text -> !text.isEmpty();
            case Number number -> number.doubleValue() != 0 && !Double.isNaN(number.doubleValue());
            default -> true;
        };
    }

    /// What JavaScript's `String(value)` gives.
    static String text(@Nullable Object value, Budget budget) {
        return switch (value) {
            case null -> "null";
            case String text -> text;
            case Undefined _ -> "undefined";
            case Boolean bool -> bool ? "true" : "false";
            case Number number -> Numbers.text(number);
            case SafeText safe -> safe.text();
            case List<?> list -> join(list, ",", budget);
            case Callable _ -> throw notData();
            case Regex regex -> regex.toString();
            default -> OBJECT;
        };
    }

    /// What is written for a value: nothing for null and undefined.
    static String output(@Nullable Object value, Budget budget) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Map<?, ?> map && Lists.holdsCallable(map, budget)) {
            throw notData();
        }
        return missing(value) ? "" : text(value, budget);
    }

    static String join(List<?> list, String separator, Budget budget) {
        StringBuilder text = new StringBuilder();
        budget.enter();
        for (int i = 0; i < list.size(); i++) {
            budget.spend();
            if (i > 0) {
                text.append(separator);
            }
            @Nullable Object element = list.get(i);
            if (!missing(element)) {
                text.append(text(element, budget));
            }
            budget.check(text.length());
        }
        budget.leave();
        budget.text(text.length());
        return text.toString();
    }

    static double number(@Nullable Object value, Budget budget) {
        return switch (value) {
            case null -> 0;
            case Undefined _ -> Double.NaN;
            case Number number -> number.doubleValue();
            case Boolean bool -> bool ? 1 : 0;
            case String text -> Numbers.parse(text);
            case Callable _ -> throw notData();
            default -> Numbers.parse(text(value, budget));
        };
    }

    /// A number cut to a whole one, as JavaScript does for indexes: 0 for what is no number.
    static double whole(@Nullable Object value, Budget budget) {
        double number = number(value, budget);
        return Double.isNaN(number) ? 0 : number < 0 ? Math.ceil(number) : Math.floor(number);
    }

    private static boolean primitive(@Nullable Object value) {
        return value == null
                || value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value == Undefined.VALUE;
    }

    private static @Nullable Object toPrimitive(@Nullable Object value, Budget budget) {
        return primitive(value) ? value : text(value, budget);
    }

    static Object add(@Nullable Object left, @Nullable Object right, Budget budget) {
        @Nullable Object a = toPrimitive(left, budget);
        @Nullable Object b = toPrimitive(right, budget);
        if (a instanceof String || b instanceof String) {
            return concatenate(text(a, budget), text(b, budget), budget);
        }
        return number(a, budget) + number(b, budget);
    }

    static String concatenate(String left, String right, Budget budget) {
        budget.text((long) left.length() + right.length());
        return left.concat(right);
    }

    /// `===`.
    @SuppressWarnings("ReferenceEquality")
    static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        }
        if (left instanceof String || left instanceof Boolean) {
            return left.equals(right);
        }
        return left == right;
    }

    /// `==`.
    @SuppressWarnings("ReferenceEquality")
    static boolean equal(@Nullable Object left, @Nullable Object right, Budget budget) {
        if (missing(left) || missing(right)) {
            return missing(left) && missing(right);
        }
        boolean a = primitive(left);
        boolean b = primitive(right);
        if (!a && !b) {
            return left == right;
        }
        @Nullable Object x = toPrimitive(left, budget);
        @Nullable Object y = toPrimitive(right, budget);
        if (x instanceof String && y instanceof String) {
            return x.equals(y);
        }
        return number(x, budget) == number(y, budget);
    }

    /// How two values compare: negative, 0, positive; empty when they don't.
    static Order compare(@Nullable Object left, @Nullable Object right, Budget budget) {
        @Nullable Object a = toPrimitive(left, budget);
        @Nullable Object b = toPrimitive(right, budget);
        if (a instanceof String x && b instanceof String y) {
            return Order.of(x.compareTo(y));
        }
        double x = number(a, budget);
        double y = number(b, budget);
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Order.NONE;
        }
        return x < y ? Order.LESS : x > y ? Order.GREATER : Order.SAME;
    }

    enum Order {
        LESS,
        SAME,
        GREATER,
        NONE;

        static Order of(int comparison) {
            return comparison < 0 ? LESS : comparison > 0 ? GREATER : SAME;
        }
    }

    /// `needle in haystack`.
    static boolean contains(@Nullable Object haystack, @Nullable Object needle, Budget budget) {
        return switch (haystack) {
            case List<?> list -> Lists.indexOf(list, needle, 0, budget) >= 0;
            case String text -> text.contains(text(needle, budget));
            case Map<?, ?> map -> map.containsKey(text(needle, budget));
            case SafeText _ -> false;
            case null, default ->
                    throw Fault.of("'in' needs a list, an object or a text on its right side.");
        };
    }

    /// The keys of an object in the order of JavaScript: whole numbers first.
    static List<String> keys(Map<?, ?> map) {
        List<String> keys = new ArrayList<>(map.size());
        boolean indexes = false;
        for (Object key : map.keySet()) {
            String text = (String) key;
            indexes |= Numbers.index(text) >= 0;
            keys.add(text);
        }
        if (indexes) {
            keys.sort(
                    (a, b) -> {
                        long x = Numbers.index(a);
                        long y = Numbers.index(b);
                        return Long.compareUnsigned(x, y);
                    });
        }
        return keys;
    }

    static Fault notData() {
        return Fault.of("A function is not a value; call it with ().");
    }

    /// A word for the type of a value in messages.
    static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Undefined _ -> "undefined";
            case String _, SafeText _ -> "a text";
            case Number _ -> "a number";
            case Boolean _ -> "true or false";
            case List<?> _ -> "a list";
            case Callable _ -> "a function";
            case Regex _ -> "a regular expression";
            default -> "an object";
        };
    }
}
