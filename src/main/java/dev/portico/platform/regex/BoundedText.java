package dev.portico.platform.regex;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;

/// A text that a backtracking pattern may look at so often and not more: then UNPROCESSABLE says
/// that it takes too long. One is for one search.
public final class BoundedText implements CharSequence {
    private static final long MOST = 1_000_000;
    private static final long MOST_PER_CHARACTER = 16;
    private static final int SHOWN = 200;

    private final String pattern;
    private final CharSequence text;
    private final long most;
    private final long[] looks;

    /// @param pattern for the message
    public BoundedText(String pattern, CharSequence text) {
        this(pattern, text, MOST + MOST_PER_CHARACTER * text.length(), new long[1]);
    }

    private BoundedText(String pattern, CharSequence text, long most, long[] looks) {
        this.pattern = pattern;
        this.text = text;
        this.most = most;
        this.looks = looks;
    }

    /// What is said of a pattern that takes too long.
    static PorticoException tooLong(String pattern, int length) {
        return new PorticoException(
                ErrorCode.UNPROCESSABLE,
                "the pattern "
                        + (pattern.length() > SHOWN ? pattern.substring(0, SHOWN) + "…" : pattern)
                        + " takes too long on a text of "
                        + length
                        + " characters; write it so that no part of it can match the same text in"
                        + " several ways, as (a+)+ can");
    }

    @Override
    public char charAt(int index) {
        if (++looks[0] > most) {
            throw tooLong(pattern, text.length());
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(pattern, text.subSequence(start, end), most, looks);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
