package dev.portico.template.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON as JavaScript's `JSON.stringify` writes it.
final class JsonText {
    private final StringBuilder out = new StringBuilder();
    private final String indent;
    private final Budget budget;

    private JsonText(String indent, Budget budget) {
        this.indent = indent;
        this.budget = budget;
    }

    /// The JSON of a value, or [Undefined#VALUE] of what has none.
    ///
    /// @param indent what each level is indented by; nothing for compact JSON
    static Object of(@Nullable Object value, String indent, Budget budget) {
        if (value == Undefined.VALUE) {
            return Undefined.VALUE;
        }
        JsonText json = new JsonText(indent, budget);
        json.write(value, "\n");
        return budget.made(json.out.toString());
    }

    private void write(@Nullable Object value, String line) {
        budget.spend();
        budget.check(out.length());
        switch (value) {
            case null -> out.append("null");
            case Undefined _ -> out.append("null");
            case String text -> quote(text);
            case SafeText safe -> quote(safe.text());
            case Boolean bool -> out.append(bool.booleanValue());
            case Number number -> {
                boolean finite = Double.isFinite(number.doubleValue());
                out.append(finite ? Numbers.text(number) : "null");
            }
            case List<?> list -> array(list, line);
            case Map<?, ?> map -> object(map, line);
            case Callable _ -> throw Values.notData();
            default -> out.append("{}");
        }
    }

    private void array(List<?> list, String line) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        budget.enter();
        String inner = line + indent;
        String separator = "[";
        for (@Nullable Object element : list) {
            out.append(separator);
            separator = ",";
            breakLine(inner);
            write(element, inner);
        }
        breakLine(line);
        out.append(']');
        budget.leave();
    }

    private void object(Map<?, ?> map, String line) {
        budget.enter();
        String inner = line + indent;
        String separator = "{";
        for (String key : Values.keys(map)) {
            @Nullable Object value = map.get(key);
            if (value != Undefined.VALUE) {
                out.append(separator);
                separator = ",";
                breakLine(inner);
                quote(key);
                out.append(indent.isEmpty() ? ":" : ": ");
                write(value, inner);
            }
        }
        if (separator.equals("{")) {
            out.append("{}");
        } else {
            breakLine(line);
            out.append('}');
        }
        budget.leave();
    }

    private void breakLine(String line) {
        if (!indent.isEmpty()) {
            out.append(line);
        }
    }

    private void quote(String text) {
        budget.text(text.length());
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || loneSurrogate(text, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean loneSurrogate(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c)
                && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
