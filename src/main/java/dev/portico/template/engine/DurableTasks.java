package dev.portico.template.engine;

import dev.portico.access.Viewer;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.template.Task;
import dev.portico.template.TaskEvent;
import dev.portico.template.Tasks;
import dev.portico.template.TemplateConfig;
import dev.portico.template.TemplateDefinition;
import dev.portico.template.Templates;
import dev.portico.template.store.QueryTasks;
import dev.portico.template.store.TaskTable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tasks that outlive the program: every node takes them, those with the role run them.
@Singleton
public final class DurableTasks implements Tasks {
    private static final int MOST = 1_000;
    private static final Set<String> DIRECTIONS = Set.of("asc", "desc");

    /// Looked at by itself, should a signal get lost.
    private static final long LOOK_MILLIS = 1_000;

    private final Source source;
    private final TaskStore store;
    private final TaskControl control;
    private final DryRunner dryRunner;
    private final Context context;

    /// What tasks are made from.
    @Singleton
    record Source(Templates templates, CatalogQuery catalog) {
        /// The entity of a user; empty when the catalog has none.
        JsonObject user(String name) {
            if (!name.contains(":")) {
                return JsonObject.EMPTY;
            }
            return catalog.find(EntityRef.parse(name))
                    .map(found -> found.entity().json())
                    .orElse(JsonObject.EMPTY);
        }
    }

    /// What all parts know.
    @Singleton
    record Context(TemplateConfig config, SecretKeys keys, TaskSignals signals) {}

    DurableTasks(
            Source source,
            TaskStore store,
            TaskControl control,
            DryRunner dryRunner,
            Context context) {
        this.source = source;
        this.store = store;
        this.control = control;
        this.dryRunner = dryRunner;
        this.context = context;
    }

    @Override
    public UUID create(EntityRef template, JsonObject values, JsonObject secrets, Viewer viewer) {
        TemplateDefinition definition = source.templates().require(template);
        UUID id = UUID.randomUUID();
        JsonObject spec =
                TaskSpec.write(definition, values, viewer.name(), source.user(viewer.name()));
        store.rows()
                .tasks()
                .create(
                        new TaskTable.NewTask(
                                id,
                                template.toString(),
                                definition.commit(),
                                definition.baseUrl(),
                                definition.strict(),
                                spec.toJson(),
                                viewer.name(),
                                definition.steps(),
                                Vault.sealed(id, context.keys(), secrets)),
                        new TaskTable.Limits(
                                context.config().maxPerUser(), context.config().maxPerTemplate()));
        return id;
    }

    @Override
    public Optional<Task> find(UUID id) {
        return store.rows().tasks().find(id).map(TaskViews::task);
    }

    @Override
    public TaskPage query(TaskFilter filter) {
        if (filter.offset() < 0 || filter.limit() < -1) {
            throw PorticoException.invalid("The limit and the offset must not be negative.");
        }
        List<String> order = new ArrayList<>();
        for (String wish : filter.order()) {
            order.add(order(wish));
        }
        if (order.isEmpty()) {
            order.add("t.created_at desc");
        }
        order.add("t.id");
        int limit = filter.limit() < 0 ? MOST : Math.min(filter.limit(), MOST);
        QueryTasks.Found found = store.rows().query().query(filter, order, limit);
        return new TaskPage(found.tasks().stream().map(TaskViews::task).toList(), found.total());
    }

    private static String order(String wish) {
        int colon = wish.indexOf(':');
        String direction = colon < 0 ? "" : wish.substring(0, colon);
        String column =
                switch (wish.substring(colon + 1)) {
                    case "created_at" -> "t.created_at";
                    case "status" -> "t.state";
                    case "created_by" -> "t.created_by";
                    default -> "";
                };
        if (!DIRECTIONS.contains(direction) || column.isEmpty()) {
            throw PorticoException.invalid(
                    "The order '%s' must be asc: or desc: and created_at, status or created_by."
                            .formatted(wish));
        }
        return column + " " + direction;
    }

    @Override
    public List<TaskEvent> events(UUID id, long after) {
        return store.rows().tasks().events(id, after).orElseThrow(() -> unknown(id));
    }

    static PorticoException unknown(UUID id) {
        return PorticoException.notFound("There is no task with id '" + id + "'.");
    }

    @Override
    public List<TaskEvent> awaitEvents(UUID id, long after, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (TaskSignals.Watch watch = context.signals().watch(id)) {
            while (true) {
                long seen = watch.count();
                List<TaskEvent> events = events(id, after);
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (!events.isEmpty() || left <= 0) {
                    return events;
                }
                watch.await(seen, Math.min(left, LOOK_MILLIS));
            }
        }
    }

    @Override
    public void cancel(UUID id, Viewer viewer) {
        control.cancel(id, viewer);
    }

    @Override
    public void retry(UUID id, JsonObject secrets, Viewer viewer) {
        control.retry(id, secrets, viewer);
    }

    @Override
    public void decide(
            UUID id, String step, boolean approved, @Nullable String comment, Viewer viewer) {
        control.decide(id, step, new TaskControl.Vote(approved, comment, viewer));
    }

    @Override
    public void resolve(
            UUID id, String step, Resolution resolution, JsonObject output, Viewer viewer) {
        control.resolve(id, step, new TaskControl.Verdict(resolution, output, viewer));
    }

    @Override
    public void callback(UUID id, String step, String token, JsonObject answer) {
        control.callback(id, step, token, answer);
    }

    @Override
    public DryRun dryRun(DryRunRequest request, Viewer viewer) throws InterruptedException {
        return dryRunner.run(request, viewer, source.user(viewer.name()));
    }

    @Override
    public void wake(Set<String> keys) {
        control.wake(keys);
    }
}
