package dev.portico.api.graphql.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import graphql.ErrorType;
import graphql.GraphqlErrorBuilder;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ApiErrorTest {
    @Test
    void oursTellsItsMessageCodeAndDetails() {
        PorticoException ours =
                new PorticoException(
                        ErrorCode.CONFLICT, "It is taken.", Map.of("ref", "component:x"), null);

        ApiError error = ApiError.of(new CompletionException(ours), null, null);

        assertThat(error.getMessage()).isEqualTo("It is taken.");
        assertThat(error.getExtensions())
                .isEqualTo(Map.of("code", "CONFLICT", "details", Map.of("ref", "component:x")));
    }

    @Test
    void aBugHidesItsMessageBehindAnId() {
        ApiError error = ApiError.of(new IllegalStateException("password=x"), null, null);

        assertThat(error.getExtensions()).containsEntry("code", "INTERNAL");
        assertThat(error.getMessage())
                .matches(
                        "Something went wrong inside; the log has more under the id [0-9a-f-]{36}.")
                .doesNotContain("password");
    }

    @Test
    void whatTheLibraryRefusesIsInvalidInput() {
        ApiError error =
                ApiError.of(
                        GraphqlErrorBuilder.newError()
                                .message("Field 'nope' is undefined")
                                .errorType(ErrorType.ValidationError)
                                .build());

        assertThat(error.getMessage()).isEqualTo("Field 'nope' is undefined");
        assertThat(error.getExtensions()).isEqualTo(Map.of("code", "INVALID_INPUT"));
    }

    @Test
    void aMissingValueThatMustBeThereIsABug() {
        ApiError error =
                ApiError.of(
                        GraphqlErrorBuilder.newError()
                                .message("null for a non-null type")
                                .errorType(ErrorType.NullValueInNonNullableField)
                                .build());

        assertThat(error.getExtensions()).containsEntry("code", "INTERNAL");
    }
}
