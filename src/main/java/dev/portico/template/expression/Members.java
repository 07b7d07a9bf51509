package dev.portico.template.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `value.name` and `value[key]` give: fields, elements, `length`, methods.
final class Members {
    private Members() {}

    static boolean reserved(@Nullable Object name) {
        return name instanceof String text
                && switch (text) {
                    case "constructor", "prototype", "__proto__" -> true;
                    default -> false;
                };
    }

    static @Nullable Object of(@Nullable Object target, @Nullable Object key, Run run) {
        if (key instanceof Callable) {
            throw Values.notData();
        }
        if (Values.missing(target)) {
            return Undefined.VALUE;
        }
        if (key instanceof Number number && target instanceof List<?> list) {
            double index = number.doubleValue();
            return index >= 0 && index < list.size() && index == Math.rint(index)
                    ? list.get((int) index)
                    : Undefined.VALUE;
        }
        String name = Values.text(key, run.budget());
        if (reserved(name)) {
            return Undefined.VALUE;
        }
        return switch (target) {
            case null -> Undefined.VALUE;
            case Map<?, ?> map -> map.containsKey(name) ? map.get(name) : method(map, name, run);
            case List<?> list -> ofList(list, name, run);
            case String text -> ofText(text, name, run);
            case SafeText safe -> ofText(safe.text(), name, run);
            default -> method(target, name, run);
        };
    }

    private static @Nullable Object ofList(List<?> list, String name, Run run) {
        if (name.equals("length")) {
            return (long) list.size();
        }
        long index = Numbers.index(name);
        if (index >= 0) {
            return index < list.size() ? list.get((int) index) : Undefined.VALUE;
        }
        return method(list, name, run);
    }

    private static @Nullable Object ofText(String text, String name, Run run) {
        if (name.equals("length")) {
            return (long) text.length();
        }
        long index = Numbers.index(name);
        if (index >= 0) {
            return index < text.length()
                    ? String.valueOf(text.charAt((int) index))
                    : Undefined.VALUE;
        }
        return method(text, name, run);
    }

    @SuppressWarnings("unchecked")
    private static Object method(Object target, String name, Run run) {
        boolean cookiecutter = run.language().dialect() == Dialect.COOKIECUTTER;
        @Nullable Method<?> method =
                switch (target) {
                    case String _ -> TextMethods.find(name);
                    case Number _ -> NumberMethods.find(name);
                    case List<?> _ -> ListMethods.find(name, cookiecutter);
                    case Map<?, ?> _ when cookiecutter -> ObjectMethods.find(name);
                    case Regex _ -> TextMethods.ofRegex(name);
                    default -> null;
                };
        return method == null ? Undefined.VALUE : ((Method<Object>) method).bind(name, target);
    }
}
