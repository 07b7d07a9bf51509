package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Methods of text, named and behaving as in JavaScript.
final class TextMethods {
    private static final Map<String, Method<String>> METHODS =
            Map.ofEntries(
                    Map.entry("charAt", method(0, 1, TextMethods::charAt)),
                    Map.entry("charCodeAt", method(0, 1, TextMethods::charCodeAt)),
                    Map.entry("concat", method(0, 255, TextMethods::concat)),
                    Map.entry("endsWith", method(1, 2, TextMethods::endsWith)),
                    Map.entry(
                            "includes",
                            method(1, 2, (text, args, run) -> find(text, args, run) >= 0)),
                    Map.entry("indexOf", method(1, 2, TextMethods::find)),
                    Map.entry("lastIndexOf", method(1, 2, TextMethods::lastIndexOf)),
                    Map.entry("replace", method(2, 2, TextMethods::replace)),
                    Map.entry("slice", method(0, 2, TextMethods::slice)),
                    Map.entry("split", method(0, 2, TextMethods::split)),
                    Map.entry("startsWith", method(1, 2, TextMethods::startsWith)),
                    Map.entry("substring", method(0, 2, TextMethods::substring)),
                    Map.entry("toLowerCase", method(0, 0, (text, _, _) -> Texts.lower(text))),
                    Map.entry("toUpperCase", method(0, 0, (text, _, _) -> Texts.upper(text))),
                    Map.entry("trim", method(0, 0, (text, _, _) -> Texts.trim(text))),
                    Map.entry("trimEnd", method(0, 0, (text, _, _) -> Texts.trimEnd(text))),
                    Map.entry("trimStart", method(0, 0, (text, _, _) -> Texts.trimStart(text))));

    private static final Method<Regex> TEST =
            new Method<>(
                    1, 1, (regex, args, run) -> regex.test(argument(args, 0, run), run.budget()));

    private TextMethods() {}

    private static Method<String> method(int least, int most, Method.Body<String> body) {
        return new Method<>(least, most, body);
    }

    static @Nullable Method<String> find(String name) {
        return METHODS.get(name);
    }

    static @Nullable Method<Regex> ofRegex(String name) {
        return name.equals("test") ? TEST : null;
    }

    private static String argument(Args args, int index, Run run) {
        return Values.text(args.get(index), run.budget());
    }

    /// A number as a place in a text or list of a length, which the end counts as too.
    static int place(@Nullable Object number, int length, int otherwise, Run run) {
        if (number == Undefined.VALUE) {
            return otherwise;
        }
        return (int) Math.max(0, Math.min(length, Values.whole(number, run.budget())));
    }

    /// As [place], a negative number counts from the end.
    static int fromEnd(@Nullable Object number, int length, int otherwise, Run run) {
        if (number == Undefined.VALUE) {
            return otherwise;
        }
        double whole = Values.whole(number, run.budget());
        return (int) Math.max(0, Math.min(length, whole < 0 ? whole + length : whole));
    }

    private static Object charAt(String text, Args args, Run run) {
        double at = Values.whole(args.get(0), run.budget());
        return at >= 0 && at < text.length() ? String.valueOf(text.charAt((int) at)) : "";
    }

    private static Object charCodeAt(String text, Args args, Run run) {
        double at = Values.whole(args.get(0), run.budget());
        return at >= 0 && at < text.length() ? (double) text.charAt((int) at) : Double.NaN;
    }

    private static Object concat(String text, Args args, Run run) {
        String result = text;
        for (@Nullable Object value : args.values()) {
            result = Values.concatenate(result, Values.text(value, run.budget()), run.budget());
        }
        return result;
    }

    private static Object endsWith(String text, Args args, Run run) {
        int end = place(args.get(1), text.length(), text.length(), run);
        return text.substring(0, end).endsWith(argument(args, 0, run));
    }

    private static Object startsWith(String text, Args args, Run run) {
        int start = place(args.get(1), text.length(), 0, run);
        return text.startsWith(argument(args, 0, run), start);
    }

    private static long find(String text, Args args, Run run) {
        return text.indexOf(argument(args, 0, run), place(args.get(1), text.length(), 0, run));
    }

    private static Object lastIndexOf(String text, Args args, Run run) {
        double given = Values.number(args.get(1), run.budget());
        int from =
                Double.isNaN(given)
                        ? text.length()
                        : place(given, text.length(), text.length(), run);
        return (long) text.lastIndexOf(argument(args, 0, run), from);
    }

    private static Object replace(String text, Args args, Run run) {
        String replacement = argument(args, 1, run);
        return args.get(0) instanceof Regex regex
                ? regex.replace(text, replacement, run.budget())
                : Replacement.first(text, argument(args, 0, run), replacement, run.budget());
    }

    private static Object slice(String text, Args args, Run run) {
        int start = fromEnd(args.get(0), text.length(), 0, run);
        int end = fromEnd(args.get(1), text.length(), text.length(), run);
        return start < end ? text.substring(start, end) : "";
    }

    private static Object substring(String text, Args args, Run run) {
        int start = place(args.get(0), text.length(), 0, run);
        int end = place(args.get(1), text.length(), text.length(), run);
        return text.substring(Math.min(start, end), Math.max(start, end));
    }

    private static Object split(String text, Args args, Run run) {
        List<@Nullable Object> parts = new ArrayList<>();
        @Nullable Object separator = args.get(0);
        if (separator == Undefined.VALUE) {
            parts.add(text);
        } else if (separator instanceof Regex regex) {
            regex.split(text, parts, run.budget());
        } else {
            split(text, Values.text(separator, run.budget()), parts, run.budget());
        }
        @Nullable Object limit = args.get(1);
        double most = limit == Undefined.VALUE ? parts.size() : Values.whole(limit, run.budget());
        return most >= 0 && most < parts.size()
                ? new ArrayList<>(parts.subList(0, (int) most))
                : parts;
    }

    private static void split(
            String text, String separator, List<@Nullable Object> parts, Budget budget) {
        if (separator.isEmpty()) {
            parts.addAll(Lists.copy(text, budget));
            return;
        }
        int from = 0;
        int at = text.indexOf(separator);
        while (at >= 0) {
            budget.spend();
            parts.add(text.substring(from, at));
            from = at + separator.length();
            at = text.indexOf(separator, from);
        }
        parts.add(text.substring(from));
    }
}
