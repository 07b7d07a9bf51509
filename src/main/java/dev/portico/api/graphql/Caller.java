package dev.portico.api.graphql;

import dev.portico.access.Viewer;
import dev.portico.access.WriteGate;
import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import io.smallrye.graphql.api.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who sent a request.
final class Caller {
    private Caller() {}

    /// Who writes; see [WriteGate#requireWriter(Optional)].
    static Viewer viewer(WriteGate gate, Context context) {
        GraphQLContext request = context.unwrap(DataFetchingEnvironment.class).getGraphQlContext();
        Map<String, List<String>> headers = request.getOrDefault("httpHeaders", Map.of());
        Optional<String> claimed =
                headers.entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase(WriteGate.USER_HEADER))
                        .flatMap(header -> header.getValue().stream())
                        .findFirst();
        return gate.requireWriter(claimed);
    }
}
