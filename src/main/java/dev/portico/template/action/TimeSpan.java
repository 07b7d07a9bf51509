package dev.portico.template.action;

import dev.portico.platform.PorticoException;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;

/// Lengths of time as templates and documents write them. Pure.
public final class TimeSpan {
    private static final Duration LONGEST = Duration.ofDays(400);

    private TimeSpan() {}

    /// Reads `90s`, `10m`, `2h`, `7d`, `500ms`, a number of seconds, or ISO 8601 as `PT10M`.
    /// INVALID_INPUT when it is none, or not between nothing and 400 days.
    ///
    /// @param field what it is the value of, for the message
    public static Duration parse(String text, String field) {
        Duration span;
        try {
            span = DurationConverter.parseDuration(text.strip());
        } catch (IllegalArgumentException e) {
            span = null;
        }
        if (span == null || !span.isPositive() || span.compareTo(LONGEST) > 0) {
            throw PorticoException.invalid(
                    "The value '"
                            + text
                            + "' of "
                            + field
                            + " is no length of time; write it as 90s, 10m, 2h, 7d or PT10M, at"
                            + " most 400d.");
        }
        return span;
    }
}
