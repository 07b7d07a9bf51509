package dev.portico.platform;

/// Every way a request can fail, with the HTTP status it has on the wire and whether the same
/// request may succeed later.
public enum ErrorCode {
    INVALID_INPUT(400, false),
    UNAUTHENTICATED(401, false),
    FORBIDDEN(403, false),
    NOT_FOUND(404, false),
    CONFLICT(409, false),
    GONE(410, false),
    TOO_LARGE(413, false),
    UNPROCESSABLE(422, false),
    RATE_LIMITED(429, true),
    INTERNAL(500, false),
    UPSTREAM_FAILED(502, true),
    UNAVAILABLE(503, true);

    private final int httpStatus;
    private final boolean retryable;

    ErrorCode(int httpStatus, boolean retryable) {
        this.httpStatus = httpStatus;
        this.retryable = retryable;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public boolean retryable() {
        return retryable;
    }
}
