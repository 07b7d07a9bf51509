package dev.portico.api.graphql;

import dev.portico.api.graphql.type.task.TaskEventNode;
import dev.portico.platform.PorticoException;
import dev.portico.template.TaskAccess;
import dev.portico.template.TaskEvent;
import dev.portico.template.Tasks;
import io.smallrye.graphql.api.Nullable;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;

/// Tells subscribers what happens in a task, each from a virtual thread of its own, until it ends.
@GraphQLApi
@Singleton
public final class TaskSubscription {
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Tasks tasks;
    private final TaskAccess access;

    TaskSubscription(Tasks tasks, TaskAccess access) {
        this.access = access;
        this.tasks = tasks;
    }

    @Subscription
    @Description("What happened in a task and what happens, in order; ends with the task.")
    public Multi<TaskEventNode> taskEvents(
            @Description("Id of the task.") String id,
            @Nullable @DefaultValue("0") @Description("Only events behind this one.") Long after) {
        UUID task = access.require(TaskQueries.uuid(id)).id();
        long start = after == null ? 0 : after;
        return Multi.createFrom()
                .<TaskEvent>emitter(emitter -> follow(task, start, emitter))
                .map(TaskEventNode::from);
    }

    private void follow(UUID task, long start, MultiEmitter<? super TaskEvent> emitter) {
        Thread reader =
                Thread.ofVirtual()
                        .name("task-events-" + task)
                        .unstarted(() -> read(task, start, emitter));
        emitter.onTermination(reader::interrupt);
        reader.start();
    }

    private void read(UUID task, long start, MultiEmitter<? super TaskEvent> emitter) {
        try {
            long after = start;
            List<TaskEvent> events = tasks.events(task, after);
            while (!emitter.isCancelled() && !hasEnded(task, events)) {
                events.forEach(emitter::emit);
                after = events.isEmpty() ? after : events.getLast().id();
                events = tasks.awaitEvents(task, after, LOOK);
            }
            events.forEach(emitter::emit);
            emitter.complete();
        } catch (PorticoException e) {
            emitter.fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Also for a subscriber who has seen the end already.
    private boolean hasEnded(UUID task, List<TaskEvent> events) {
        return events.isEmpty()
                ? tasks.find(task).filter(found -> found.state().isFinal()).isPresent()
                : events.getLast().type() == TaskEvent.Type.COMPLETION;
    }
}
