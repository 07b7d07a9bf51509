package dev.portico.api.graphql.guard;

import dev.portico.platform.PorticoException;
import graphql.ExecutionResult;
import graphql.ExecutionResultImpl;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import io.smallrye.graphql.api.Nullable;
import io.smallrye.graphql.execution.ExecutionResponse;
import io.smallrye.graphql.execution.ExecutionResponseWriter;
import io.smallrye.graphql.execution.ExecutionService;
import io.smallrye.graphql.schema.model.Schema;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Map;

/// Refuses a text that is too long before anyone parses it, and tells where a syntax error is:
/// the service beneath parses before any instrumentation is asked, and keeps the place to itself.
public final class CheckedExecution extends ExecutionService {
    private final GraphQlConfig limits;

    public CheckedExecution(GraphQLSchema schema, Schema model, GraphQlConfig limits) {
        super(schema, model);
        this.limits = limits;
    }

    @Override
    public void execute(
            JsonObject request,
            Map<String, Object> context,
            ExecutionResponseWriter writer,
            boolean async) {
        String text = request.get("query") instanceof JsonString query ? query.getString() : "";
        if (text.length() > limits.maxQueryLength()) {
            writer.write(refusal(tooLong(text.length())));
        } else {
            super.execute(request, context, new Explaining(writer, text), async);
        }
    }

    private PorticoException tooLong(int length) {
        return PorticoException.invalid(
                "The request has "
                        + length
                        + " characters; at most "
                        + limits.maxQueryLength()
                        + " are allowed.");
    }

    private static ExecutionResponse refusal(PorticoException e) {
        return new ExecutionResponse(
                ExecutionResultImpl.newExecutionResult().addError(ApiError.of(e)).build());
    }

    /// Gives an error that did not pass through the engine its code, and a syntax error its place.
    private record Explaining(ExecutionResponseWriter writer, String text)
            implements ExecutionResponseWriter {
        @Override
        public void write(ExecutionResponse response) {
            ExecutionResult result = response.getExecutionResult();
            boolean passed =
                    result.getErrors().stream().allMatch(error -> error instanceof ApiError);
            if (passed) {
                writer.write(response);
                return;
            }
            @Nullable PorticoException syntax = syntaxError();
            writer.write(
                    refusal(
                            syntax != null
                                    ? syntax
                                    : PorticoException.invalid(
                                            result.getErrors().getFirst().getMessage())));
        }

        @Override
        public void fail(Throwable t) {
            writer.write(
                    new ExecutionResponse(
                            ExecutionResultImpl.newExecutionResult()
                                    .addError(ApiError.of(t, null, null))
                                    .build()));
        }

        private @Nullable PorticoException syntaxError() {
            try {
                Parser.parse(text);
                return null;
            } catch (InvalidSyntaxException e) {
                return PorticoException.invalid(String.valueOf(e.getMessage()));
            }
        }
    }
}
