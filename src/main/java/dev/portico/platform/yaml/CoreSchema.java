package dev.portico.platform.yaml;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The types of plain scalars: YAML 1.2 core schema, with numbers as JavaScript has them, because
/// that is what every other reader of these files does.
final class CoreSchema {
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

    private CoreSchema() {}

    /// The value of a plain scalar without a tag.
    static @Nullable Object resolve(String text) {
        if (text.isEmpty()) {
            return null;
        }
        return switch (text.charAt(0)) {
            case '~', 'n', 'N', 't', 'T', 'f', 'F' -> word(text);
            case '+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(text);
            default -> text;
        };
    }

    private static @Nullable Object word(String text) {
        return switch (text) {
            case "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> Boolean.TRUE;
            case "false", "False", "FALSE" -> Boolean.FALSE;
            default -> text;
        };
    }

    private static Object number(String text) {
        switch (text) {
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-.inf", "-.Inf", "-.INF" -> {
                return Double.NEGATIVE_INFINITY;
            }
            case ".nan", ".NaN", ".NAN" -> {
                return Double.NaN;
            }
            default -> {}
        }
        if (INTEGER.matcher(text).matches()) {
            return integer(text, 10);
        }
        if (FLOAT.matcher(text).matches()) {
            return simplest(Double.parseDouble(text));
        }
        if (OCTAL.matcher(text).matches()) {
            return integer(text.substring(2), 8);
        }
        if (HEX.matcher(text).matches()) {
            return integer(text.substring(2), 16);
        }
        return text;
    }

    private static Object integer(String digits, int radix) {
        if (digits.length() <= 12) {
            return Long.parseLong(digits, radix);
        }
        if (digits.length() > 400) {
            return digits.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return simplest(new BigInteger(digits, radix).doubleValue());
    }

    /// Whole numbers that a double holds exactly are kept as `Long`: `1.0` and `1` are one value.
    private static Object simplest(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) <= MAX_SAFE_INTEGER;
        return whole ? (Object) (long) number : (Object) number;
    }
}
