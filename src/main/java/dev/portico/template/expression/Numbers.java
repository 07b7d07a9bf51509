package dev.portico.template.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers as JavaScript reads and writes them: all are IEEE doubles.
final class Numbers {
    private static final long MAX_SAFE = 1L << 53;
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d++)?");
    private static final Pattern OTHER_RADIX = Pattern.compile("0(?:[xX]|[oO]|[bB])[0-9a-fA-F]+");

    private Numbers() {}

    /// JavaScript's `String(number)`.
    static String text(Number number) {
        if (number instanceof Long whole && whole > -MAX_SAFE && whole < MAX_SAFE) {
            return Long.toString(whole);
        }
        return text(number.doubleValue());
    }

    static String text(double number) {
        if (number == Math.rint(number) && Math.abs(number) < MAX_SAFE) {
            return Long.toString((long) number);
        }
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        String sign = number < 0 ? "-" : "";
        BigDecimal shortest =
                new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        if (point > 21 || point <= -6) {
            return sign + mantissa(digits) + exponent(point - 1);
        }
        return sign + shortest.toPlainString();
    }

    private static String mantissa(String digits) {
        return digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    }

    private static String exponent(int exponent) {
        return (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
    }

    /// JavaScript's `Number(text)`: NaN when the text is no number, 0 when it is empty.
    static double parse(String text) {
        String trimmed = Texts.trim(text);
        if (trimmed.isEmpty()) {
            return 0;
        }
        if (DECIMAL.matcher(trimmed).matches()) {
            return Double.parseDouble(trimmed);
        }
        if (OTHER_RADIX.matcher(trimmed).matches()) {
            int radix =
                    switch (trimmed.charAt(1)) {
                        case 'x', 'X' -> 16;
                        case 'o', 'O' -> 8;
                        default -> 2;
                    };
            return digits(trimmed.substring(2), radix, true);
        }
        return switch (trimmed) {
            case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    /// JavaScript's `parseFloat`: the number a text begins with, or NaN.
    static double parseFloat(String text) {
        String trimmed = Texts.trim(text);
        Matcher matcher = DECIMAL.matcher(trimmed);
        if (matcher.lookingAt()) {
            return Double.parseDouble(matcher.group());
        }
        if (trimmed.startsWith("Infinity") || trimmed.startsWith("+Infinity")) {
            return Double.POSITIVE_INFINITY;
        }
        return trimmed.startsWith("-Infinity") ? Double.NEGATIVE_INFINITY : Double.NaN;
    }

    /// JavaScript's `parseInt`: the whole number a text begins with, or NaN.
    static double parseInt(String text, int base) {
        String rest = Texts.trim(text);
        boolean negative = rest.startsWith("-");
        if (negative || rest.startsWith("+")) {
            rest = rest.substring(1);
        }
        int radix = base == 0 ? 10 : base;
        if (radix < 2 || radix > 36) {
            return Double.NaN;
        }
        if ((base == 0 || base == 16) && rest.regionMatches(true, 0, "0x", 0, 2)) {
            rest = rest.substring(2);
            radix = 16;
        }
        double value = digits(rest, radix, false);
        return negative ? -value : value;
    }

    private static double digits(String text, int radix, boolean whole) {
        int end = 0;
        while (end < text.length()
                && text.charAt(end) < 128
                && Character.digit(text.charAt(end), radix) >= 0) {
            end++;
        }
        if (end == 0 || (whole && end < text.length())) {
            return Double.NaN;
        }
        if (end > 1100) {
            return Double.POSITIVE_INFINITY;
        }
        return new BigInteger(text.substring(0, end), radix).doubleValue();
    }

    /// The number of a text that is written as an index: `0`, `7`, `42`; -1 for others.
    static long index(String text) {
        int length = text.length();
        if (length == 0 || length > 10 || (length > 1 && text.charAt(0) == '0')) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /// A value to hand out of the language: a whole number as `Long` where it is exact.
    static Number plain(Number number) {
        double value = number.doubleValue();
        boolean whole = value == Math.rint(value) && Math.abs(value) < MAX_SAFE;
        return number instanceof Double && whole ? (Number) (long) value : number;
    }

    /// JavaScript's `toFixed`.
    static String fixed(double number, double digits) {
        checkDigits(digits, 0, 100, "toFixed takes 0 to 100 digits");
        if (!Double.isFinite(number) || Math.abs(number) >= 1e21) {
            return text(number);
        }
        BigDecimal exact = new BigDecimal(number).setScale((int) digits, RoundingMode.HALF_UP);
        return number < 0 && exact.signum() == 0
                ? "-" + exact.toPlainString()
                : exact.toPlainString();
    }

    /// JavaScript's `toPrecision`.
    static String precise(double number, double digits) {
        if (!Double.isFinite(number)) {
            return text(number);
        }
        checkDigits(digits, 1, 100, "toPrecision takes 1 to 100 digits");
        int precision = (int) digits;
        String sign = number < 0 ? "-" : "";
        if (number == 0) {
            return precision == 1 ? "0" : "0." + "0".repeat(precision - 1);
        }
        BigDecimal rounded = rounded(number, precision);
        String all = rounded.unscaledValue().toString();
        int exponent = all.length() - rounded.scale() - 1;
        if (exponent < -6 || exponent >= precision) {
            return sign + mantissa(all) + exponent(exponent);
        }
        return sign + rounded.toPlainString();
    }

    /// JavaScript's `toExponential`; as many digits as needed where `digits` is NaN.
    static String exponential(double number, double digits) {
        if (!Double.isFinite(number)) {
            return text(number);
        }
        String sign = number < 0 ? "-" : "";
        if (Double.isNaN(digits)) {
            BigDecimal shortest =
                    new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
            String all = shortest.unscaledValue().toString();
            return sign + mantissa(all) + exponent(all.length() - shortest.scale() - 1);
        }
        checkDigits(digits, 0, 100, "toExponential takes 0 to 100 digits");
        if (number == 0) {
            return mantissa("0".repeat((int) digits + 1)) + "e+0";
        }
        BigDecimal rounded = rounded(number, (int) digits + 1);
        String all = rounded.unscaledValue().toString();
        return sign + mantissa(all) + exponent(all.length() - rounded.scale() - 1);
    }

    /// A number with exactly so many significant digits.
    private static BigDecimal rounded(double number, int precision) {
        BigDecimal rounded =
                new BigDecimal(Math.abs(number))
                        .round(new MathContext(precision, RoundingMode.HALF_UP));
        return rounded.setScale(rounded.scale() + precision - rounded.precision());
    }

    private static void checkDigits(double digits, int least, int most, String rule) {
        if (!(digits >= least && digits <= most)) {
            throw Fault.of(rule + ", not " + text(digits) + ".");
        }
    }

    /// JavaScript's `toString(radix)`.
    static String radix(double number, double radix) {
        if (!(radix >= 2 && radix <= 36)) {
            throw Fault.of("toString takes a radix from 2 to 36, not " + text(radix) + ".");
        }
        int base = (int) radix;
        if (base == 10 || !Double.isFinite(number)) {
            return text(number);
        }
        BigDecimal exact = new BigDecimal(Math.abs(number));
        BigInteger whole = exact.toBigInteger();
        String sign = number < 0 ? "-" : "";
        double fraction = Math.abs(number) - whole.doubleValue();
        return sign + whole.toString(base) + fraction(fraction, Math.abs(number), base);
    }

    /// The shortest digits behind the point that tell a number from its neighbours.
    private static String fraction(double fraction, double number, int base) {
        double delta = Math.max(Math.nextUp(number) - number, Double.MIN_VALUE) * 0.5;
        if (fraction < delta) {
            return "";
        }
        StringBuilder digits = new StringBuilder(".");
        double rest = fraction;
        do {
            rest *= base;
            delta *= base;
            int digit = (int) rest;
            digits.append(Character.forDigit(digit, base));
            rest -= digit;
            if (rest > 0.5 || (rest == 0.5 && (digit & 1) == 1)) {
                if (rest + delta > 1) {
                    roundUp(digits, base);
                    break;
                }
            }
        } while (rest >= delta);
        return digits.toString();
    }

    private static void roundUp(StringBuilder digits, int base) {
        int last = digits.length() - 1;
        while (last > 0) {
            int digit = Character.digit(digits.charAt(last), base) + 1;
            if (digit < base) {
                digits.setCharAt(last, Character.forDigit(digit, base));
                return;
            }
            digits.setLength(last--);
        }
    }
}
