package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Python's methods of dictionaries, in Cookiecutter's dialect.
final class ObjectMethods {
    private static final Map<String, Method<Map<?, ?>>> METHODS =
            Map.of(
                    "get", method(1, 2, ObjectMethods::get),
                    "has_key", method(1, 1, ObjectMethods::hasKey),
                    "items", method(0, 0, ObjectMethods::items),
                    "keys", method(0, 0, (map, _, _) -> new ArrayList<>(Values.keys(map))),
                    "values", method(0, 0, ObjectMethods::values));

    private ObjectMethods() {}

    private static Method<Map<?, ?>> method(int least, int most, Method.Body<Map<?, ?>> body) {
        return new Method<>(least, most, body);
    }

    static @Nullable Method<Map<?, ?>> find(String name) {
        return METHODS.get(name);
    }

    private static @Nullable Object get(Map<?, ?> map, Args args, Run run) {
        String key = Values.text(args.get(0), run.budget());
        return map.containsKey(key) ? map.get(key) : args.get(1);
    }

    private static Object hasKey(Map<?, ?> map, Args args, Run run) {
        return map.containsKey(Values.text(args.get(0), run.budget()));
    }

    private static Object items(Map<?, ?> map, Args args, Run run) {
        List<@Nullable Object> items = new ArrayList<>();
        for (String key : Values.keys(map)) {
            run.budget().spend();
            List<@Nullable Object> pair = new ArrayList<>();
            pair.add(key);
            pair.add(map.get(key));
            items.add(pair);
        }
        return items;
    }

    private static Object values(Map<?, ?> map, Args args, Run run) {
        List<@Nullable Object> values = new ArrayList<>();
        for (String key : Values.keys(map)) {
            run.budget().spend();
            values.add(map.get(key));
        }
        return values;
    }
}
