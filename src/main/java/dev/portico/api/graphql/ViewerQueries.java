package dev.portico.api.graphql;

import dev.portico.access.CurrentViewer;
import dev.portico.api.graphql.type.access.ViewerNode;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Query;

/// The root field about who asks.
@GraphQLApi
@Singleton
public final class ViewerQueries {
    private final CurrentViewer current;

    ViewerQueries(CurrentViewer current) {
        this.current = current;
    }

    @Query
    @Description("Who asks. Everyone may ask this.")
    public ViewerNode viewer() {
        return ViewerNode.from(current.get());
    }
}
