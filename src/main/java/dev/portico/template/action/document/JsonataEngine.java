package dev.portico.template.action.document;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Evaluates JSONata, within limits of time, depth and size.
final class JsonataEngine {
    private static final long MILLIS = 5_000;
    private static final int DEPTH = 500;

    /// Longest text that `$pad` makes.
    private static final int MAX_PAD = 1_000_000;

    private static final int MAX_EXPRESSION = 100_000;

    private JsonataEngine() {}

    /// The value; null when there is none. INVALID_INPUT for what is no JSONata or fails,
    /// UNPROCESSABLE for what takes too much.
    static @Nullable Object evaluate(String expression, @Nullable Object data) {
        if (expression.length() > MAX_EXPRESSION) {
            throw PorticoException.invalid(
                    "The JSONata expression is longer than " + MAX_EXPRESSION + " characters.");
        }
        try {
            Jsonata compiled = Jsonata.jsonata(expression);
            Jsonata.Frame frame = compiled.createFrame();
            frame.setRuntimeBounds(MILLIS, DEPTH);
            frame.bind("pad", Jsonata.function("pad", JsonataEngine::pad, "<s-ns?:s>"));
            JsonataPatterns.bind(frame);
            return plain(compiled.evaluate(mutable(data), frame));
        } catch (JException e) {
            throw failed(e);
        } catch (StackOverflowError e) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE, "The JSONata expression nests too deeply.", e);
        }
    }

    private static PorticoException failed(JException e) {
        String reason = String.valueOf(e.getMessage());
        // the codes of the library's own guards
        boolean guard =
                "U1001".equals(e.getError())
                        || reason.contains("timeout")
                        || reason.contains("Stack overflow");
        return new PorticoException(
                guard ? ErrorCode.UNPROCESSABLE : ErrorCode.INVALID_INPUT,
                "The JSONata expression fails at character " + e.getLocation() + ": " + reason,
                e);
    }

    private static @Nullable String pad(
            @Nullable String text, Number width, @Nullable String with) {
        if (text == null) {
            return null;
        }
        int wanted = (int) Math.min(Math.abs(width.doubleValue()), Integer.MAX_VALUE);
        int missing = wanted - text.codePointCount(0, text.length());
        if (missing > MAX_PAD) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE, "$pad makes at most " + MAX_PAD + " characters.");
        }
        if (missing <= 0) {
            return text;
        }
        int[] filler =
                with == null || with.isEmpty() ? new int[] {' '} : with.codePoints().toArray();
        StringBuilder padding = new StringBuilder();
        for (int i = 0; i < missing; i++) {
            padding.appendCodePoint(filler[i % filler.length]);
        }
        return width.doubleValue() < 0 ? padding + text : text + padding;
    }

    /// The library changes what it is given in transforms.
    private static @Nullable Object mutable(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, member) -> copy.put(String.valueOf(key), mutable(member)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(element -> copy.add(mutable(element)));
                yield copy;
            }
            case null -> Jsonata.NULL_VALUE;
            default -> value;
        };
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, member) -> copy.put(String.valueOf(key), plain(member)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(element -> copy.add(plain(element)));
                yield copy;
            }
            case String _, Number _, Boolean _ -> value;
            default -> {
                if (value == Jsonata.NULL_VALUE) {
                    yield null;
                }
                throw PorticoException.invalid(
                        "The JSONata expression answers a function, not a value.");
            }
        };
    }
}
