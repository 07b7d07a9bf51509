package dev.portico.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The one exception of ours that may reach a user. The message is a sentence that says what is
/// wrong, where, and what would be right; it never holds a secret.
public final class PorticoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> details;

    public PorticoException(ErrorCode code, String message) {
        this(code, message, Map.of(), null);
    }

    public PorticoException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, Map.of(), cause);
    }

    public PorticoException(
            ErrorCode code,
            String message,
            Map<String, Object> details,
            @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.details = Map.copyOf(details);
    }

    public static PorticoException invalid(String message) {
        return new PorticoException(ErrorCode.INVALID_INPUT, message);
    }

    public static PorticoException notFound(String message) {
        return new PorticoException(ErrorCode.NOT_FOUND, message);
    }

    public ErrorCode code() {
        return code;
    }

    /// Machine-readable facts beside the message; values are strings, numbers, booleans or lists of
    /// them.
    public Map<String, Object> details() {
        return details;
    }

    /// The message, never null.
    public String text() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
