package dev.portico.platform.regex;

import com.google.re2j.PatternSyntaxException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A pattern of a JSON Schema. Matched in time linear in the text where RE2 has all that the
/// pattern uses; else (look-around, references back) with an end to how long it may take.
public final class EcmaPattern {
    private static final long MAX_SIZE = 10_000;

    /// Characters of the text times instructions of the pattern.
    private static final long MAX_WORK = 200_000_000;

    private final String source;
    private final com.google.re2j.@Nullable Pattern linear;
    private final java.util.regex.@Nullable Pattern backtracking;
    private final long size;

    private EcmaPattern(
            String source,
            com.google.re2j.@Nullable Pattern linear,
            java.util.regex.@Nullable Pattern backtracking) {
        this.source = source;
        this.linear = linear;
        this.backtracking = backtracking;
        this.size = RegexSize.of(source);
    }

    /// Throws [PatternSyntaxException] for what is no pattern.
    ///
    /// @param forJava writes the pattern as Java's own expressions want it
    public static EcmaPattern of(String source, UnaryOperator<String> forJava) {
        if (RegexSize.of(source) <= MAX_SIZE) {
            try {
                return new EcmaPattern(
                        source,
                        com.google.re2j.Pattern.compile(RegexSource.translated(source)),
                        null);
            } catch (PatternSyntaxException _) {
                // it uses what RE2 has not, or is none
            }
        }
        return new EcmaPattern(
                source, null, java.util.regex.Pattern.compile(forJava.apply(source)));
    }

    /// Whether the pattern matches anywhere. UNPROCESSABLE when that takes too long.
    public boolean find(String text) {
        if (linear != null) {
            if (text.length() * size > MAX_WORK) {
                throw BoundedText.tooLong(source, text.length());
            }
            return linear.matcher(text).find();
        }
        try {
            return Objects.requireNonNull(backtracking)
                    .matcher(new BoundedText(source, text))
                    .find();
        } catch (StackOverflowError e) {
            throw BoundedText.tooLong(source, text.length());
        }
    }
}
