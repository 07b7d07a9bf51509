package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Filters of text. Where nothing or `false` comes in, most take the empty text.
final class TextFilters {
    static final Map<String, Filter> FILTERS =
            Map.ofEntries(
                    Map.entry("capitalize", (input, _, _) -> like(input, capitalized(input))),
                    Map.entry("center", TextFilters::center),
                    Map.entry("indent", TextFilters::indent),
                    Map.entry("lower", (input, _, _) -> Texts.lower(text(input))),
                    Map.entry("upper", (input, _, _) -> Texts.upper(text(input))),
                    Map.entry("replace", TextFilters::replace),
                    Map.entry("title", TextFilters::title),
                    Map.entry("trim", (input, _, _) -> like(input, Texts.trim(required(input)))),
                    Map.entry("truncate", TextFilters::truncate),
                    Map.entry("string", TextFilters::string),
                    Map.entry(
                            "wordcount",
                            (input, _, _) -> Values.truthy(input) ? words(required(input)) : null),
                    Map.entry("urlencode", TextFilters::urlencode));

    private TextFilters() {}

    static Object like(@Nullable Object input, String result) {
        return input instanceof SafeText ? new SafeText(result) : result;
    }

    /// The text that came in; another type but nothing and `false` is an error.
    static String text(@Nullable Object input) {
        return Values.missing(input) || Boolean.FALSE.equals(input) ? "" : required(input);
    }

    static String required(@Nullable Object input) {
        return switch (input) {
            case String text -> text;
            case SafeText safe -> safe.text();
            case null, default ->
                    throw Fault.of("The filter needs a text, not " + Values.type(input) + ".");
        };
    }

    private static String capitalized(@Nullable Object input) {
        return Texts.capitalize(text(input));
    }

    private static @Nullable Object center(@Nullable Object input, Args arguments, Run run) {
        @Nullable Object shown = Values.missing(input) || Boolean.FALSE.equals(input) ? "" : input;
        @Nullable Object given = arguments.get(0);
        double width = Values.truthy(given) ? Values.number(given, run.budget()) : 80;
        double length =
                switch (shown) {
                    case String text -> text.length();
                    case SafeText safe -> safe.text().length();
                    case List<?> list -> list.size();
                    case null, default -> Double.NaN;
                };
        if (length >= width) {
            return shown;
        }
        double spaces = width - length;
        run.budget().text((long) Math.min(1e12, width));
        int before = (int) Math.ceil(Math.max(0, spaces / 2 - spaces % 2));
        int after = (int) Math.ceil(Math.max(0, spaces / 2));
        String text = Values.text(shown, run.budget());
        return like(input, " ".repeat(before) + text + " ".repeat(after));
    }

    private static Object indent(@Nullable Object input, Args arguments, Run run) {
        String text = text(input);
        if (text.isEmpty()) {
            return "";
        }
        @Nullable Object given = arguments.get(0);
        double width = Values.truthy(given) ? Values.number(given, run.budget()) : 4;
        long lines = text.chars().filter(c -> c == '\n').count() + 1;
        run.budget().text((long) Math.min(1e12, text.length() + lines * Math.max(0, width)));
        String spaces = width > 0 ? " ".repeat((int) Math.ceil(width)) : "";
        String indented = text.replace("\n", "\n" + spaces);
        return like(input, Values.truthy(arguments.get(1)) ? spaces + indented : indented);
    }

    private static @Nullable Object replace(@Nullable Object input, Args arguments, Run run) {
        Budget budget = run.budget();
        @Nullable Object old = arguments.get(0);
        if (old instanceof Regex regex) {
            String text = required(input);
            return regex.replace(text, Values.text(arguments.get(1), budget), budget);
        }
        boolean texts = input instanceof String || input instanceof SafeText;
        boolean usable = old instanceof String || old instanceof Number;
        if (!usable || !(texts || input instanceof Number)) {
            return input;
        }
        @Nullable Object count = arguments.get(2);
        double most =
                count == Undefined.VALUE ? Double.POSITIVE_INFINITY : Values.number(count, budget);
        String text = Values.text(input, budget);
        String result =
                replaced(
                        text,
                        Values.text(old, budget),
                        Values.text(arguments.get(1), budget),
                        most == -1 ? Double.POSITIVE_INFINITY : most,
                        budget);
        return like(input, result);
    }

    private static String replaced(
            String text, String old, String replacement, double most, Budget budget) {
        if (old.isEmpty()) {
            budget.text((long) (text.length() + 1) * (replacement.length() + 1L));
            StringBuilder all = new StringBuilder(replacement);
            text.chars().forEach(c -> all.append((char) c).append(replacement));
            return text.isEmpty() ? replacement + replacement : all.toString();
        }
        StringBuilder result = new StringBuilder();
        int from = 0;
        int count = 0;
        int at = text.indexOf(old);
        while (at >= 0 && count < most) {
            budget.check(result.length());
            result.append(text, from, at).append(replacement);
            from = at + old.length();
            count++;
            at = text.indexOf(old, from);
        }
        return budget.made(result.append(text, from, text.length()).toString());
    }

    private static Object title(@Nullable Object input, Args arguments, Run run) {
        List<String> words = new ArrayList<>();
        for (String word : text(input).split(" ", -1)) {
            words.add(Texts.capitalize(word));
        }
        return like(input, String.join(" ", words));
    }

    private static @Nullable Object truncate(@Nullable Object input, Args arguments, Run run) {
        @Nullable Object given = arguments.get(0);
        double length = Values.truthy(given) ? Values.number(given, run.budget()) : 255;
        if (input instanceof List<?> list && list.size() <= length) {
            return list;
        }
        String text = text(input);
        if (text.length() <= length) {
            return input instanceof SafeText ? input : text;
        }
        boolean killWords = Values.truthy(arguments.get(1));
        int cut = Double.isNaN(length) ? 0 : (int) Math.max(0, length);
        if (!killWords) {
            int space = text.lastIndexOf(' ', Double.isNaN(length) ? text.length() : cut);
            cut = space >= 0 ? space : cut;
        }
        @Nullable Object end = arguments.get(2);
        String shown = Values.missing(end) ? "..." : Values.text(end, run.budget());
        return like(input, Values.concatenate(text.substring(0, cut), shown, run.budget()));
    }

    private static Object string(@Nullable Object input, Args arguments, Run run) {
        if (Values.missing(input)) {
            throw Fault.of("The filter 'string' needs a value, not " + Values.type(input) + ".");
        }
        return input instanceof SafeText ? input : Values.text(input, run.budget());
    }

    private static @Nullable Object words(String text) {
        long words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean word = c == '_' || (c < 128 && Character.isLetterOrDigit(c));
            words += word && !inside ? 1 : 0;
            inside = word;
        }
        return words == 0 ? null : words;
    }

    private static Object urlencode(@Nullable Object input, Args arguments, Run run) {
        Budget budget = run.budget();
        StringBuilder query = new StringBuilder();
        switch (input) {
            case String text -> query.append(Texts.encode(text));
            case SafeText safe -> query.append(Texts.encode(safe.text()));
            case List<?> list ->
                    list.forEach(
                            pair ->
                                    pair(
                                            query,
                                            element(pair, 0, run),
                                            element(pair, 1, run),
                                            budget));
            case Map<?, ?> map ->
                    Values.keys(map).forEach(key -> pair(query, key, map.get(key), budget));
            case null, default -> {}
        }
        return budget.made(query.toString());
    }

    private static @Nullable Object element(@Nullable Object pair, int index, Run run) {
        if (Values.missing(pair)) {
            throw Fault.of("'urlencode' needs pairs, not " + Values.type(pair) + ".");
        }
        return Members.of(pair, (double) index, run);
    }

    private static void pair(
            StringBuilder query, @Nullable Object key, @Nullable Object value, Budget budget) {
        query.append(query.isEmpty() ? "" : "&")
                .append(Texts.encode(Values.text(key, budget)))
                .append('=')
                .append(Texts.encode(Values.text(value, budget)));
        budget.check(query.length());
    }
}
