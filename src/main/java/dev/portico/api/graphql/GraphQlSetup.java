package dev.portico.api.graphql;

import dev.portico.api.graphql.guard.CheckedExecution;
import dev.portico.api.graphql.guard.ErrorRenderer;
import dev.portico.api.graphql.guard.GraphQlConfig;
import dev.portico.api.graphql.guard.RequestGuard;
import dev.portico.query.CatalogPosition;
import graphql.GraphQL;
import graphql.execution.SubscriptionExecutionStrategy;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.schema.GraphQLSchema;
import io.quarkus.arc.Unremovable;
import io.smallrye.graphql.execution.ExecutionService;
import io.smallrye.graphql.schema.model.Schema;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/// Adds limits, loaders and errors to the GraphQL engine before its first request.
@Singleton
final class GraphQlSetup {
    private final GraphQlConfig config;
    private final CatalogPosition query;
    private final EntityLoader loader;
    private final TaskLoader makers;

    GraphQlSetup(
            GraphQlConfig config, CatalogPosition query, EntityLoader loader, TaskLoader makers) {
        this.config = config;
        this.query = query;
        this.loader = loader;
        this.makers = makers;
    }

    /// What the engine has already (its cache of documents) stays, behind our own.
    void build(@Observes GraphQL.Builder builder) {
        ErrorRenderer errors = new ErrorRenderer();
        builder.defaultDataFetcherExceptionHandler(errors)
                .subscriptionExecutionStrategy(new SubscriptionExecutionStrategy(errors));
        builder.instrumentation(
                new ChainedInstrumentation(
                        List.of(
                                new RequestGuard(
                                        config, query, () -> makers.addTo(loader.registry())),
                                builder.build().getInstrumentation())));
    }

    /// Stands before the extension's own service, whose word for a syntax error has no place.
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    @Unremovable
    ExecutionService service(GraphQLSchema schema, Schema model) {
        return new CheckedExecution(schema, model, config);
    }
}
