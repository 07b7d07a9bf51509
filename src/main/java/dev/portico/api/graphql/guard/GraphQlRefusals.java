package dev.portico.api.graphql.guard;

import dev.portico.access.RefusalStyle;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonValues;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Refusals as answers of GraphQL.
@Singleton
@Priority(10)
public final class GraphQlRefusals implements RefusalStyle {
    @Override
    public boolean covers(String path) {
        return path.equals("/graphql") || path.startsWith("/graphql/");
    }

    @Override
    public Body body(PorticoException refusal, String method, URI target) {
        return new Body(
                "application/json",
                JsonValues.toBytes(
                        Map.of("errors", List.of(ApiError.of(refusal).toSpecification()))));
    }
}
