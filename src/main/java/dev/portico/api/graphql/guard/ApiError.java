package dev.portico.api.graphql.guard;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.execution.ResultPath;
import graphql.language.SourceLocation;
import io.quarkus.logging.Log;
import io.smallrye.graphql.api.Nullable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/// An error as clients see it: a sentence, and `extensions.code` from [ErrorCode].
final class ApiError implements GraphQLError {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String message;
    private final transient Map<String, Object> details;
    private final transient @Nullable List<SourceLocation> locations;
    private final transient @Nullable List<Object> path;

    private ApiError(
            ErrorCode code,
            String message,
            Map<String, Object> details,
            @Nullable List<SourceLocation> locations,
            @Nullable List<Object> path) {
        this.code = code;
        this.message = message;
        this.details = details;
        this.locations = locations;
        this.path = path;
    }

    static ApiError of(PorticoException e) {
        return of(e, null, null);
    }

    /// The error for something thrown. What is not ours is a bug: it is logged with an id, and the
    /// client sees the id alone.
    static ApiError of(
            Throwable thrown, @Nullable SourceLocation location, @Nullable ResultPath path) {
        Throwable cause = unwrap(thrown);
        @Nullable List<SourceLocation> locations = location == null ? null : List.of(location);
        @Nullable List<Object> steps = path == null ? null : path.toList();
        if (cause instanceof PorticoException ours && ours.code() != ErrorCode.INTERNAL) {
            return new ApiError(ours.code(), ours.text(), ours.details(), locations, steps);
        }
        return internal(cause, locations, steps);
    }

    /// The error for one that the GraphQL library made.
    static ApiError of(GraphQLError error) {
        if (error instanceof ApiError ours) {
            return ours;
        }
        if (error.getErrorType() instanceof ErrorType type
                && (type == ErrorType.NullValueInNonNullableField
                        || type == ErrorType.ExecutionAborted)) {
            return internal(
                    new IllegalStateException(error.getMessage()),
                    error.getLocations(),
                    error.getPath());
        }
        return new ApiError(
                ErrorCode.INVALID_INPUT,
                error.getMessage(),
                Map.of(),
                error.getLocations(),
                error.getPath());
    }

    private static ApiError internal(
            Throwable cause,
            @Nullable List<SourceLocation> locations,
            @Nullable List<Object> path) {
        String id = UUID.randomUUID().toString();
        Log.errorf(cause, "GraphQL request failed id=%s path=%s", id, path);
        return new ApiError(
                ErrorCode.INTERNAL,
                "Something went wrong inside; the log has more under the id " + id + ".",
                Map.of("id", id),
                locations,
                path);
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable current = thrown;
        while (current.getCause() != null
                && !(current instanceof PorticoException)
                && (current instanceof CompletionException
                        || current instanceof ExecutionException
                        || current.getClass().getName().startsWith("io.smallrye.graphql."))) {
            current = current.getCause();
        }
        return current;
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public @Nullable List<SourceLocation> getLocations() {
        return locations;
    }

    @Override
    public ErrorClassification getErrorType() {
        return code == ErrorCode.INVALID_INPUT
                ? ErrorType.ValidationError
                : ErrorType.DataFetchingException;
    }

    @Override
    public @Nullable List<Object> getPath() {
        return path;
    }

    @Override
    public Map<String, Object> getExtensions() {
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("code", code.name());
        if (code.retryable()) {
            extensions.put("retryable", true);
        }
        if (!details.isEmpty()) {
            extensions.put("details", details);
        }
        return extensions;
    }
}
