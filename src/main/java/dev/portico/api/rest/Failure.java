package dev.portico.api.rest;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.util.Map;

/// Why a request failed, as far as the caller may know it. Rendered by [ErrorStyle].
///
/// @param name Backstage's name of the error, as `NotFoundError`
/// @param details machine-readable facts beside the message
/// @param retryable whether the same request may succeed a moment later
record Failure(
        int status, String name, String message, Map<String, Object> details, boolean retryable) {
    static Failure of(PorticoException e) {
        ErrorCode code = e.code();
        return new Failure(code.httpStatus(), name(code), e.text(), e.details(), code.retryable());
    }

    static Failure of(int status, String message) {
        return new Failure(status, name(status), message, Map.of(), status == 503);
    }

    private static String name(ErrorCode code) {
        return switch (code) {
            case INVALID_INPUT, UNPROCESSABLE -> "InputError";
            case UNAUTHENTICATED -> "AuthenticationError";
            case FORBIDDEN -> "NotAllowedError";
            case NOT_FOUND -> "NotFoundError";
            case CONFLICT -> "ConflictError";
            case UNAVAILABLE -> "ServiceUnavailableError";
            case TOO_LARGE -> "PayloadTooLargeError";
            case UPSTREAM_FAILED -> "ResponseError";
            case GONE, RATE_LIMITED, INTERNAL -> "Error";
        };
    }

    private static String name(int status) {
        return switch (status) {
            case 400 -> "InputError";
            case 401 -> "AuthenticationError";
            case 403 -> "NotAllowedError";
            case 404 -> "NotFoundError";
            case 409 -> "ConflictError";
            case 413 -> "PayloadTooLargeError";
            case 501 -> "NotImplementedError";
            case 503 -> "ServiceUnavailableError";
            default -> "Error";
        };
    }
}
