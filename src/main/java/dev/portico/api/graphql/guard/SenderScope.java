package dev.portico.api.graphql.guard;

import graphql.GraphQLContext;
import graphql.schema.DataFetcher;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Lets code know who sent a request also where the framework has left the request's scope: in
/// subscriptions over web sockets, whose fields are read on threads of their own. The scope is that
/// of the request which opened the socket.
final class SenderScope {
    private SenderScope() {}

    static <T> T within(GraphQLContext request, Callable<T> work) throws Exception {
        ManagedContext scope = Arc.container().requestContext();
        Optional<ContextState> state = scope.isActive() ? Optional.empty() : state(request);
        if (state.isEmpty()) {
            return work.call();
        }
        scope.activate(state.get());
        try {
            return work.call();
        } finally {
            scope.deactivate();
        }
    }

    /// The framework puts it there, by a name of its own.
    private static Optional<ContextState> state(GraphQLContext request) {
        return request.stream()
                .map(Map.Entry::getValue)
                .filter(ContextState.class::isInstance)
                .map(ContextState.class::cast)
                .filter(ContextState::isValid)
                .findFirst();
    }

    static DataFetcher<?> around(DataFetcher<?> fetcher) {
        return environment ->
                within(environment.getGraphQlContext(), () -> fetcher.get(environment));
    }
}
