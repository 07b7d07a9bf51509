package dev.portico.app;

import dev.portico.platform.PorticoException;
import java.net.BindException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;

/// Says in one sentence why Quarkus did not start.
final class StartFailure {
    private static final Pattern UNKNOWN_KEY =
            Pattern.compile("SRCFG00050: (\\S+) in (.+?) does not map to any root");
    private static final Pattern BAD_VALUE =
            Pattern.compile(
                    "The config property (\\S+) with the config value \"(.*?)\" threw an Exception"
                            + " whilst being converted:? *(\\w+(\\.\\w+)+Exception: *)?(.*)");
    private static final Pattern MISSING =
            Pattern.compile("The config property (\\S+) is required but it could not be found");
    private static final Pattern CODE = Pattern.compile("(SRCFG\\d+|\\w+(\\.\\w+)+Exception): *");

    private StartFailure() {}

    static String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PorticoException expected) {
                return expected.text();
            }
            if (cause instanceof BindException) {
                return "The port is in use; choose another with --port or quarkus.http.port.";
            }
            if (cause instanceof FlywayException) {
                return "The database's tables could not be brought up to date: "
                        + oneLine(cause)
                        + " (--verbose shows more)";
            }
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return ofSetting(String.valueOf(root.getMessage()))
                .orElse("The start failed: " + oneLine(root) + " (--verbose shows more)");
    }

    private static Optional<String> ofSetting(String message) {
        Matcher unknownKey = UNKNOWN_KEY.matcher(message);
        if (unknownKey.find()) {
            return Optional.of(
                    "There is no setting '%s' (in %s); correct or remove it."
                            .formatted(unknownKey.group(1), unknownKey.group(2)));
        }
        Matcher badValue = BAD_VALUE.matcher(message);
        if (badValue.find()) {
            return Optional.of(
                    "The setting %s can't be '%s': %s."
                            .formatted(
                                    badValue.group(1),
                                    badValue.group(2),
                                    badValue.group(5).strip().replaceFirst("\\.$", "")));
        }
        Matcher missing = MISSING.matcher(message);
        return missing.find()
                ? Optional.of("The setting %s is missing; set it.".formatted(missing.group(1)))
                : Optional.empty();
    }

    private static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null ? failure.getClass().getSimpleName() : message;
        return CODE.matcher(text).replaceAll("").replaceAll("\\s+", " ").strip();
    }
}
