package dev.portico.template.form;

import dev.portico.platform.PorticoException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Durations as templates write them: `45s`, `10m`, `2h`, `1d`, `500ms` or ISO 8601 as `PT10M`.
public final class StepDuration {
    private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private StepDuration() {}

    /// INVALID_INPUT for anything that is no duration longer than nothing.
    ///
    /// @param field named in the message
    public static Duration parse(String field, @Nullable Object value) {
        Duration duration = value instanceof String text ? read(text.strip()) : Duration.ZERO;
        if (duration.isPositive()) {
            return duration;
        }
        throw PorticoException.invalid(
                "The value of "
                        + field
                        + " must be a duration as 45s, 10m, 2h or 1d, not "
                        + value
                        + ".");
    }

    private static Duration read(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
