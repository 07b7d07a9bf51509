package dev.portico.platform.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.portico.platform.PorticoException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A compiled expression. Safe for many threads.
public final class CelExpression {
    private static final Pattern PLACE = Pattern.compile("^evaluation error[^:]*(:\\d+)?: ");

    private final String source;
    private final CelType type;
    private final CelRuntime.Program program;

    CelExpression(String source, CelType type, CelRuntime.Program program) {
        this.source = source;
        this.type = type;
        this.program = program;
    }

    public String source() {
        return source;
    }

    /// Whether it holds; INVALID_INPUT when it can't be told.
    public boolean test(Map<String, ?> variables) {
        return evaluate(variables) instanceof Boolean result && result;
    }

    /// The text it makes; INVALID_INPUT when it makes none.
    public String text(Map<String, ?> variables) {
        if (evaluate(variables) instanceof String text) {
            return text;
        }
        throw wrongType();
    }

    /// The texts it makes; INVALID_INPUT when one is none.
    public List<String> texts(Map<String, ?> variables) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(variables)) {
            if (!(element instanceof String text)) {
                throw wrongType();
            }
            texts.add(text);
        }
        return texts;
    }

    /// The maps it makes; INVALID_INPUT when one is none.
    public List<Map<String, String>> textMaps(Map<String, ?> variables) {
        List<Map<String, String>> maps = new ArrayList<>();
        for (Object element : list(variables)) {
            if (!(element instanceof Map<?, ?> map)) {
                throw wrongType();
            }
            maps.add(copy(map));
        }
        return maps;
    }

    /// The map it makes; INVALID_INPUT when it makes none.
    public Map<String, String> textMap(Map<String, ?> variables) {
        if (evaluate(variables) instanceof Map<?, ?> map) {
            return copy(map);
        }
        throw wrongType();
    }

    private static Map<String, String> copy(Map<?, ?> map) {
        Map<String, String> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), String.valueOf(value)));
        return copy;
    }

    private List<?> list(Map<String, ?> variables) {
        if (evaluate(variables) instanceof List<?> list) {
            return list;
        }
        throw wrongType();
    }

    private Object evaluate(Map<String, ?> variables) {
        try {
            return program.eval(variables);
        } catch (CelEvaluationException e) {
            throw PorticoException.invalid(
                    "The expression `" + source + "` fails here: " + reason(e));
        }
    }

    /// CEL says either only the key that is missing or a sentence about it.
    private static String reason(CelEvaluationException e) {
        String message = PLACE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
        boolean bareKey =
                e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND && !message.contains("'");
        return bareKey ? "key '" + message + "' is not there." : message;
    }

    private PorticoException wrongType() {
        return PorticoException.invalid(
                "The expression `" + source + "` does not make a " + type.type.name() + " here.");
    }
}
