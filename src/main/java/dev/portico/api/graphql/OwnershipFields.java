package dev.portico.api.graphql;

import dev.portico.api.graphql.type.EntityNode;
import dev.portico.api.graphql.type.GroupNode;
import dev.portico.api.graphql.type.UserNode;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Source;

/// What groups and users own.
@GraphQLApi
@Singleton
public final class OwnershipFields {
    @Description("What the group owns, by ref.")
    public CompletionStage<List<@NonNull EntityNode>> owns(
            @Source GroupNode node,
            @Nullable @Description("Only these kinds.") List<@NonNull String> kinds,
            @Nullable @DefaultValue("50") Integer first,
            Context context) {
        return EntityLoader.many(
                context, node.targets("ownerOf", lower(kinds)), first, EntityNode.class);
    }

    @Description("What the user owns, by ref.")
    public CompletionStage<List<@NonNull EntityNode>> owns(
            @Source UserNode node,
            @Nullable @Description("Only these kinds.") List<@NonNull String> kinds,
            @Nullable @DefaultValue("50") Integer first,
            Context context) {
        return EntityLoader.many(
                context, node.targets("ownerOf", lower(kinds)), first, EntityNode.class);
    }

    private static Set<String> lower(@Nullable List<String> kinds) {
        return kinds == null
                ? Set.of()
                : Set.copyOf(kinds.stream().map(kind -> kind.toLowerCase(Locale.ROOT)).toList());
    }
}
