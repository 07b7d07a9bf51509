package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Filters of lists and objects.
final class ListFilters {
    static final Map<String, Filter> FILTERS =
            Map.ofEntries(
                    Map.entry("batch", ListFilters::batch),
                    Map.entry("dictsort", Sorting::object),
                    Map.entry("first", (input, _, run) -> at(input, 0, run)),
                    Map.entry("last", (input, _, run) -> at(input, size(input) - 1, run)),
                    Map.entry("groupby", ListFilters::group),
                    Map.entry("join", ListFilters::join),
                    Map.entry("length", ListFilters::length),
                    Map.entry("list", ListFilters::list),
                    Map.entry("random", ListFilters::random),
                    Map.entry("reject", (input, args, run) -> select(input, args, run, false)),
                    Map.entry("select", (input, args, run) -> select(input, args, run, true)),
                    Map.entry("rejectattr", (input, args, run) -> having(input, args, run, false)),
                    Map.entry("selectattr", (input, args, run) -> having(input, args, run, true)),
                    Map.entry("reverse", ListFilters::reverse),
                    Map.entry("slice", ListFilters::slice),
                    Map.entry("sort", Sorting::list),
                    Map.entry("sum", ListFilters::sum));

    private ListFilters() {}

    private static List<?> required(@Nullable Object input) {
        if (input instanceof List<?> list) {
            return list;
        }
        throw Fault.of("The filter needs a list, not " + Values.type(input) + ".");
    }

    private static int size(@Nullable Object input) {
        return switch (input) {
            case List<?> list -> list.size();
            case String text -> text.length();
            case SafeText safe -> safe.text().length();
            case null, default -> 0;
        };
    }

    private static @Nullable Object at(@Nullable Object input, int index, Run run) {
        if (Values.missing(input)) {
            throw Fault.of("The filter needs a list or a text, not " + Values.type(input) + ".");
        }
        return index < 0 ? Undefined.VALUE : Members.of(input, Integer.toString(index), run);
    }

    private static Object batch(@Nullable Object input, Args arguments, Run run) {
        double size = Values.number(arguments.get(0), run.budget());
        if (!(size >= 1) || size != Math.rint(size)) {
            throw Fault.of("The size of a batch must be a whole number from 1 on.");
        }
        List<@Nullable Object> items = items(input, run);
        @Nullable Object fill = arguments.get(1);
        boolean fills = Values.truthy(fill) && !items.isEmpty();
        List<@Nullable Object> batches = new ArrayList<>();
        for (int i = 0; i < items.size(); i += (int) Math.min(size, items.size())) {
            int end = (int) Math.min(items.size(), i + size);
            batches.add(new ArrayList<>(items.subList(i, end)));
        }
        if (fills && batches.getLast() instanceof List<?> last) {
            fill(last, fill, size, run);
        }
        return batches;
    }

    @SuppressWarnings("unchecked")
    private static void fill(List<?> list, @Nullable Object value, double size, Run run) {
        run.budget().spend((long) (size - list.size()));
        while (list.size() < size) {
            ((List<@Nullable Object>) list).add(value);
        }
    }

    /// Elements as JavaScript finds them by `length`; nothing where there is none.
    private static List<@Nullable Object> items(@Nullable Object input, Run run) {
        if (Values.missing(input)) {
            throw Fault.of("The filter needs a list, not " + Values.type(input) + ".");
        }
        return Lists.copy(input, run.budget());
    }

    private static Object group(@Nullable Object input, Args arguments, Run run) {
        @Nullable Object attribute = arguments.get(0);
        Map<String, @Nullable Object> groups = new LinkedHashMap<>();
        Map<String, List<@Nullable Object>> members = new LinkedHashMap<>();
        for (@Nullable Object item : items(input, run)) {
            String key = Values.text(attribute(item, attribute, run), run.budget());
            members.computeIfAbsent(
                            key,
                            name -> {
                                List<@Nullable Object> group = new ArrayList<>();
                                groups.put(name, group);
                                return group;
                            })
                    .add(item);
        }
        return groups;
    }

    /// The attribute of a path such as `a.b`; the value itself where no path is given.
    static @Nullable Object attribute(@Nullable Object item, @Nullable Object path, Run run) {
        if (!Values.truthy(path)) {
            return item;
        }
        @Nullable Object value = item;
        if (!(path instanceof String text)) {
            return Members.of(item, path, run);
        }
        for (String key : text.split("\\.", -1)) {
            if (Values.missing(value)) {
                throw Fault.of("'" + key + "' can't be read from an element without value.");
            }
            value = own(value, key, run);
            if (value == Undefined.VALUE) {
                break;
            }
        }
        return value;
    }

    private static @Nullable Object own(@Nullable Object value, String key, Run run) {
        @Nullable Object field = Members.of(value, key, run);
        return field instanceof Callable ? Undefined.VALUE : field;
    }

    private static Object join(@Nullable Object input, Args arguments, Run run) {
        @Nullable Object separator = arguments.get(0);
        String between = Values.truthy(separator) ? Values.text(separator, run.budget()) : "";
        return Values.join(projected(input, arguments.get(1), run), between, run.budget());
    }

    /// An attribute of each element; without one the elements, which must then be in a list.
    private static List<?> projected(@Nullable Object input, @Nullable Object attribute, Run run) {
        if (!Values.truthy(attribute)) {
            return required(input);
        }
        if (input instanceof SafeText) {
            throw Fault.of("Marked text has no elements with attributes.");
        }
        List<@Nullable Object> items = Lists.copy(input, run.budget());
        items.replaceAll(item -> field(item, attribute, run));
        return items;
    }

    private static @Nullable Object field(
            @Nullable Object item, @Nullable Object attribute, Run run) {
        if (Values.missing(item)) {
            throw Fault.of("An element without value has no attribute.");
        }
        return own(item, Values.text(attribute, run.budget()), run);
    }

    private static @Nullable Object length(@Nullable Object input, Args arguments, Run run) {
        return switch (input) {
            case null -> 0L;
            case Undefined _ -> 0L;
            case Boolean bool when !bool -> 0L;
            case Map<?, ?> map -> (long) map.size();
            case String _, SafeText _, List<?> _ -> (long) size(input);
            default -> Undefined.VALUE;
        };
    }

    private static Object list(@Nullable Object input, Args arguments, Run run) {
        return switch (input) {
            case String _, SafeText _ -> Lists.copy(input, run.budget());
            case List<?> list -> list;
            case Map<?, ?> map -> {
                List<@Nullable Object> pairs = new ArrayList<>();
                for (String key : Values.keys(map)) {
                    run.budget().spend();
                    Map<String, @Nullable Object> pair = new LinkedHashMap<>();
                    pair.put("key", key);
                    pair.put("value", map.get(key));
                    pairs.add(pair);
                }
                yield pairs;
            }
            case null, default ->
                    throw Fault.of("A list can't be made of " + Values.type(input) + ".");
        };
    }

    private static @Nullable Object random(@Nullable Object input, Args arguments, Run run) {
        int size = size(input);
        return at(input, size == 0 ? 0 : ThreadLocalRandom.current().nextInt(size), run);
    }

    private static Object select(@Nullable Object input, Args arguments, Run run, boolean keep) {
        @Nullable Object given = arguments.get(0);
        String name = given == Undefined.VALUE ? "truthy" : Values.text(given, run.budget());
        Tests.@Nullable Test test = Tests.find(name);
        if (test == null) {
            throw Fault.of("There is no test '" + name + "'.");
        }
        List<@Nullable Object> selected = new ArrayList<>();
        for (@Nullable Object item : items(input, run)) {
            if (test.passes(item, arguments.get(1), run.budget()) == keep) {
                selected.add(item);
            }
        }
        return selected;
    }

    private static Object having(@Nullable Object input, Args arguments, Run run, boolean keep) {
        List<@Nullable Object> selected = new ArrayList<>();
        for (@Nullable Object item : required(input)) {
            run.budget().spend();
            if (Values.truthy(field(item, arguments.get(0), run)) == keep) {
                selected.add(item);
            }
        }
        return selected;
    }

    private static Object reverse(@Nullable Object input, Args arguments, Run run) {
        if (input instanceof String || input instanceof SafeText) {
            StringBuilder text = new StringBuilder();
            List<@Nullable Object> characters = Lists.copy(input, run.budget());
            Collections.reverse(characters);
            characters.forEach(text::append);
            return TextFilters.like(input, text.toString());
        }
        List<@Nullable Object> reversed = Lists.copy(input, run.budget());
        Collections.reverse(reversed);
        return reversed;
    }

    private static Object slice(@Nullable Object input, Args arguments, Run run) {
        double given = Values.number(arguments.get(0), run.budget());
        boolean text = input instanceof String || input instanceof SafeText;
        List<@Nullable Object> items = text ? items(input, run) : new ArrayList<>(required(input));
        if (!(given >= 1) || given != Math.rint(given)) {
            throw Fault.of("The number of slices must be a whole number from 1 on.");
        }
        run.budget().spend((long) given);
        int slices = (int) given;
        int length = items.size() / slices;
        int extra = items.size() % slices;
        @Nullable Object fill = arguments.get(1);
        if (text && Values.truthy(fill)) {
            throw Fault.of("Slices of a text can't be filled.");
        }
        List<@Nullable Object> result = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < slices; i++) {
            int end = start + length + (i < extra ? 1 : 0);
            List<@Nullable Object> slice = new ArrayList<>(items.subList(start, end));
            if (Values.truthy(fill) && i >= extra) {
                slice.add(fill);
            }
            result.add(text ? Values.join(slice, "", run.budget()) : slice);
            start = end;
        }
        return result;
    }

    private static Object sum(@Nullable Object input, Args arguments, Run run) {
        @Nullable Object sum = 0.0;
        for (@Nullable Object item : projected(input, arguments.get(0), run)) {
            run.budget().spend();
            sum = Values.add(sum, item, run.budget());
        }
        @Nullable Object start = arguments.get(1);
        return Values.add(start == Undefined.VALUE ? 0.0 : start, sum, run.budget());
    }
}
