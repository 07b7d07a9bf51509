package dev.portico.template.expression;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Small operations on text as JavaScript defines them.
final class Texts {
    private static final String SPACES =
            "\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
                    + "\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
    private static final String HEX = "0123456789ABCDEF";
    private static final String UNRESERVED = "-_.!~*'()";

    private Texts() {}

    static boolean space(char c) {
        return c == ' ' || c == '\n' || ((c <= '\r' || c >= '\u00a0') && SPACES.indexOf(c) >= 0);
    }

    static String trim(String text) {
        return trimEnd(trimStart(text));
    }

    static String trimStart(String text) {
        int start = 0;
        while (start < text.length() && space(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    static String trimEnd(String text) {
        int end = text.length();
        while (end > 0 && space(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    static String capitalize(String text) {
        String lower = lower(text);
        return lower.isEmpty() ? lower : upper(lower.substring(0, 1)) + lower.substring(1);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\\' -> escaped.append("&#92;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /// JavaScript's `encodeURIComponent`; a lone surrogate is an error.
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= 0xd800 && c <= 0xdfff) {
                throw Fault.of("urlencode can't encode half of a surrogate pair.");
            }
            if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                encoded.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%')
                            .append(HEX.charAt((b >> 4) & 15))
                            .append(HEX.charAt(b & 15));
                }
            }
        }
        return encoded.toString();
    }
}
