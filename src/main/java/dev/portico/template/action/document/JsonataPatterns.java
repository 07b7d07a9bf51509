package dev.portico.template.action.document;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import dev.portico.platform.regex.BoundedText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// JSONata's functions that take patterns, which the library matches by backtracking and without
/// an end: here each is first matched with one. UNPROCESSABLE when that takes too long.
final class JsonataPatterns {
    private JsonataPatterns() {}

    static void bind(Jsonata.Frame frame) {
        bind(
                frame,
                "match",
                "<s-f<s:o>n?:a<o>>",
                arguments ->
                        Functions.match(
                                (String) arguments.get(0),
                                (Pattern) arguments.get(1),
                                number(arguments, 2)));
        bind(
                frame,
                "contains",
                "<s-(sf):b>",
                arguments -> Functions.contains((String) arguments.get(0), arguments.get(1)));
        bind(
                frame,
                "replace",
                "<s-(sf)(sf)n?:s>",
                arguments ->
                        Functions.replace(
                                (String) arguments.get(0),
                                arguments.get(1),
                                arguments.get(2),
                                number(arguments, 3)));
        bind(
                frame,
                "split",
                "<s-(sf)n?:a<s>>",
                arguments ->
                        Functions.split(
                                (String) arguments.get(0), arguments.get(1), number(arguments, 2)));
    }

    private static void bind(
            Jsonata.Frame frame,
            String name,
            String signature,
            Jsonata.FnVarArgs<@Nullable Object> function) {
        Jsonata.FnVarArgs<@Nullable Object> bounded =
                arguments -> {
                    if (arguments.get(0) instanceof String text
                            && arguments.get(1) instanceof Pattern pattern) {
                        matchAll(pattern, text);
                    }
                    return function.apply(arguments);
                };
        frame.bind(name, Jsonata.function(name, bounded, signature));
    }

    private static void matchAll(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(new BoundedText(pattern.pattern(), text));
        boolean more = true;
        while (more) {
            more = matcher.find();
        }
    }

    private static @Nullable Integer number(List<?> arguments, int index) {
        return arguments.size() > index && arguments.get(index) instanceof Number number
                ? number.intValue()
                : null;
    }
}
