package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.access.Viewer;
import dev.portico.api.graphql.type.task.InstanceNode;
import dev.portico.api.graphql.type.task.TaskNode;
import dev.portico.model.EntityRef;
import dev.portico.template.Instance;
import dev.portico.template.Instances;
import dev.portico.template.Made;
import dev.portico.template.Task;
import dev.portico.template.TaskAccess;
import dev.portico.template.Tasks;
import graphql.schema.DataFetchingEnvironment;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;

/// Finds the tasks that made entities, and how what tasks made stands to its template: for all of
/// one level of a request with one read.
@Singleton
final class TaskLoader {
    private static final String MAKER = "maker";
    private static final String INSTANCE = "instance";

    private final Tasks tasks;
    private final Instances instances;
    private final TaskAccess access;
    private final Gate gate;

    TaskLoader(Tasks tasks, Instances instances, TaskAccess access, Gate gate) {
        this.tasks = tasks;
        this.instances = instances;
        this.access = access;
        this.gate = gate;
    }

    /// Adds the loaders of one request.
    DataLoaderRegistry addTo(DataLoaderRegistry registry) {
        Viewer viewer = gate.viewer();
        registry.register(
                MAKER,
                DataLoaderFactory.<EntityRef, Optional<TaskNode>>newDataLoader(
                        refs -> CompletableFuture.completedStage(read(refs, viewer))));
        registry.register(
                INSTANCE,
                DataLoaderFactory.<TaskNode, Optional<InstanceNode>>newDataLoader(
                        nodes -> CompletableFuture.completedStage(instances(nodes))));
        return registry;
    }

    /// How what a task made stands to its template, or null when it made nothing.
    static CompletionStage<@Nullable InstanceNode> instance(Context context, TaskNode task) {
        return load(context, INSTANCE, task);
    }

    /// The newest task that made an entity, or null when none did.
    static CompletionStage<@Nullable TaskNode> maker(Context context, EntityRef ref) {
        return load(context, MAKER, ref);
    }

    // the checker does not see that a type argument may be nullable through thenApply
    @SuppressWarnings("NullAway")
    private static <K, V> CompletionStage<@Nullable V> load(Context context, String name, K key) {
        DataLoader<K, Optional<V>> loader =
                context.unwrap(DataFetchingEnvironment.class).getDataLoader(name);
        return Objects.requireNonNull(loader, "the request has no loader " + name)
                .load(key)
                .thenApply(found -> found.orElse(null));
    }

    private List<Optional<InstanceNode>> instances(List<TaskNode> nodes) {
        Map<UUID, Instance> found = instances.of(nodes.stream().map(TaskNode::task).toList());
        return nodes.stream()
                .map(node -> Optional.ofNullable(found.get(node.uuid())).map(InstanceNode::from))
                .toList();
    }

    private List<Optional<TaskNode>> read(List<EntityRef> refs, Viewer viewer) {
        Set<String> wanted =
                refs.stream().map(EntityRef::toString).collect(Collectors.toUnmodifiableSet());
        Map<String, Task> makers = new HashMap<>();
        Tasks.TaskFilter filter =
                new Tasks.TaskFilter(
                        Set.of(), Set.of(), Set.of(), wanted, List.of("desc:created_at"), -1, 0);
        for (Task task : tasks.query(access.shown(filter, viewer)).tasks()) {
            task.made().stream()
                    .filter(made -> made.type() == Made.Type.ENTITY)
                    .forEach(made -> makers.putIfAbsent(made.ref(), task));
        }
        return refs.stream()
                .map(ref -> Optional.ofNullable(makers.get(ref.toString())).map(TaskNode::new))
                .toList();
    }
}
