package dev.portico.api.graphql;

import dev.portico.api.graphql.type.EntityNode;
import dev.portico.api.graphql.type.EntityNodes;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.ownership.Aliases;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.query.ViewerCatalog;
import graphql.schema.DataFetchingEnvironment;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;

/// Reads the entities that fields lead to: those of all fields of one level of a request with one
/// read, each entity once a request.
///
/// SmallRye's own batching (`@Source List`) is not used: it hands the arguments of one alias to
/// all others (`a: relations(type: "x") b: relations(type: "y")`) and takes nodes with equal hash
/// codes for the same.
@Singleton
final class EntityLoader {
    private static final String NAME = "entity";

    private final ViewerCatalog catalogs;
    private final Aliases aliases;

    EntityLoader(ViewerCatalog catalogs, Aliases aliases) {
        this.catalogs = catalogs;
        this.aliases = aliases;
    }

    /// The loaders of one request.
    DataLoaderRegistry registry() {
        CatalogQuery query = catalogs.current();
        DataLoaderRegistry registry = new DataLoaderRegistry();
        registry.register(
                NAME,
                DataLoaderFactory.<EntityRef, Optional<EntityNode>>newDataLoader(
                        refs -> CompletableFuture.completedStage(read(query, refs))));
        return registry;
    }

    /// An entity, or null when there is none.
    static CompletionStage<@Nullable EntityNode> one(Context context, EntityRef ref) {
        return orNull(loader(context).load(ref));
    }

    /// The entity of the first ref, or null when it is of another type or there is none.
    static <T extends EntityNode> CompletionStage<@Nullable T> one(
            Context context, List<EntityRef> refs, Class<T> type) {
        CompletionStage<Optional<EntityNode>> found =
                refs.isEmpty()
                        ? CompletableFuture.completedStage(Optional.empty())
                        : loader(context).load(refs.getFirst());
        return orNull(found.thenApply(node -> node.filter(type::isInstance).map(type::cast)));
    }

    /// The entities of a type there are among the first refs.
    static <T extends EntityNode> CompletionStage<List<T>> many(
            Context context, List<EntityRef> refs, @Nullable Integer first, Class<T> type) {
        int limit = Limits.page("first", first);
        return loader(context)
                .loadMany(refs.stream().limit(limit).toList())
                .thenApply(
                        nodes ->
                                nodes.stream()
                                        .flatMap(Optional::stream)
                                        .filter(once())
                                        .filter(type::isInstance)
                                        .<T>map(type::cast)
                                        .toList());
    }

    /// An old ref and the one it stands for lead to one entity.
    private static Predicate<EntityNode> once() {
        Set<EntityRef> seen = new HashSet<>();
        return node -> seen.add(node.base().entityRef());
    }

    private List<Optional<EntityNode>> read(CatalogQuery query, List<EntityRef> refs) {
        List<Optional<EntityNode>> nodes = new ArrayList<>(refs.size());
        for (@Nullable IndexedEntity entity : aliases.findAll(query, refs, EntityFilter.ALL)) {
            nodes.add(Optional.ofNullable(entity).map(EntityNodes::of));
        }
        return nodes;
    }

    // the checker does not see that a type argument may be nullable through thenApply
    @SuppressWarnings("NullAway")
    private static <T extends EntityNode> CompletionStage<@Nullable T> orNull(
            CompletionStage<Optional<T>> found) {
        return found.thenApply(node -> node.orElse(null));
    }

    private static DataLoader<EntityRef, Optional<EntityNode>> loader(Context context) {
        DataLoader<EntityRef, Optional<EntityNode>> loader =
                context.unwrap(DataFetchingEnvironment.class).getDataLoader(NAME);
        return Objects.requireNonNull(loader, "the request has no entity loader");
    }
}
