package dev.portico.api.graphql.guard;

import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogPosition;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.execution.instrumentation.parameters.InstrumentationFieldParameters;
import graphql.execution.instrumentation.parameters.InstrumentationValidationParameters;
import graphql.schema.DataFetcher;
import graphql.validation.ValidationError;
import io.smallrye.graphql.api.Nullable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderRegistry;

/// Stands around every request: refuses one that asks for too much, waits for the position it asks
/// for, gives it its loaders, and puts errors and the position in their form.
public final class RequestGuard extends SimplePerformantInstrumentation {
    private static final String MIN_POSITION = "Portico-Min-Position";
    private static final String WRITTEN = "portico.written";
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final GraphQlConfig limits;
    private final QueryCost cost;
    private final CatalogPosition query;
    private final Supplier<DataLoaderRegistry> loaders;

    public RequestGuard(
            GraphQlConfig limits, CatalogPosition query, Supplier<DataLoaderRegistry> loaders) {
        this.limits = limits;
        this.cost = new QueryCost(limits.maxCost());
        this.query = query;
        this.loaders = loaders;
    }

    /// Notes the position of a write, which the answer then tells.
    public static void wrote(GraphQLContext context, long position) {
        context.put(WRITTEN, position);
    }

    @Override
    public ExecutionInput instrumentExecutionInput(
            ExecutionInput input,
            InstrumentationExecutionParameters parameters,
            InstrumentationState state) {
        guard(() -> awaitPosition(input.getGraphQLContext()));
        DataLoaderRegistry registry = registry(input.getGraphQLContext());
        return input.transform(builder -> builder.dataLoaderRegistry(registry));
    }

    private DataLoaderRegistry registry(GraphQLContext context) {
        try {
            return SenderScope.within(context, loaders::get);
        } catch (PorticoException e) {
            throw new AbortExecutionException(List.of(ApiError.of(e)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher,
            InstrumentationFieldFetchParameters parameters,
            InstrumentationState state) {
        return parameters.isTrivialDataFetcher() ? fetcher : SenderScope.around(fetcher);
    }

    @Override
    public @Nullable InstrumentationContext<List<ValidationError>> beginValidation(
            InstrumentationValidationParameters parameters, InstrumentationState state) {
        guard(() -> QueryShape.check(parameters.getDocument(), limits));
        return super.beginValidation(parameters, state);
    }

    @Override
    public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
        guard(() -> cost.check(parameters.getExecutionContext()));
        return super.beginExecuteOperation(parameters, state);
    }

    /// An event sees the catalog as it is then, not what an earlier event has read.
    @Override
    public @Nullable InstrumentationContext<ExecutionResult> beginSubscribedFieldEvent(
            InstrumentationFieldParameters parameters, InstrumentationState state) {
        parameters
                .getExecutionContext()
                .getDataLoaderRegistry()
                .getDataLoaders()
                .forEach(DataLoader::clearAll);
        return super.beginSubscribedFieldEvent(parameters, state);
    }

    @Override
    public CompletableFuture<ExecutionResult> instrumentExecutionResult(
            ExecutionResult result,
            InstrumentationExecutionParameters parameters,
            InstrumentationState state) {
        Map<Object, Object> extensions = new LinkedHashMap<>();
        if (result.getExtensions() != null) {
            extensions.putAll(result.getExtensions());
        }
        Long written = parameters.getGraphQLContext().get(WRITTEN);
        extensions.put("position", written == null ? query.position() : written);
        return CompletableFuture.completedFuture(
                result.transform(
                        builder -> {
                            builder.extensions(extensions);
                            builder.errors(
                                    result.getErrors().stream()
                                            .map(ApiError::of)
                                            .<GraphQLError>map(error -> error)
                                            .toList());
                        }));
    }

    private void awaitPosition(GraphQLContext context) {
        Map<String, List<String>> headers = context.getOrDefault("httpHeaders", Map.of());
        headers.forEach(
                (name, values) -> {
                    if (name.equalsIgnoreCase(MIN_POSITION) && !values.isEmpty()) {
                        query.awaitPosition(position(values.getFirst()), PATIENCE);
                    }
                });
    }

    private static long position(String header) {
        try {
            return Long.parseLong(header.strip());
        } catch (NumberFormatException e) {
            throw PorticoException.invalid(
                    "The header "
                            + MIN_POSITION
                            + " is not a number; send the position that a write answered.");
        }
    }

    private static void guard(Runnable check) {
        try {
            check.run();
        } catch (PorticoException e) {
            throw new AbortExecutionException(List.of(ApiError.of(e)));
        }
    }
}
