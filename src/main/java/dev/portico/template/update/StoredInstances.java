package dev.portico.template.update;

import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.template.Instance;
import dev.portico.template.Instance.State;
import dev.portico.template.Instances;
import dev.portico.template.Task;
import dev.portico.template.Tasks;
import dev.portico.template.TemplateDefinition;
import dev.portico.template.Templates;
import dev.portico.template.engine.TaskViews;
import dev.portico.template.store.QueryInstances;
import dev.portico.template.store.QueryInstances.Origin;
import dev.portico.template.store.QueryTasks;
import dev.portico.template.update.TemplateDrift.Difference;
import dev.portico.template.update.TemplateDrift.Place;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Compares what templates made with the templates as they were read last.
@Singleton
final class StoredInstances implements Instances {
    private final QueryInstances rows;
    private final Templates templates;
    private final TemplateDrift drift;

    StoredInstances(QueryInstances rows, Templates templates, TemplateDrift drift) {
        this.rows = rows;
        this.templates = templates;
        this.drift = drift;
    }

    @Override
    public Map<UUID, Instance> of(List<Task> tasks) {
        Map<UUID, EntityRef> made = new HashMap<>();
        for (Task task : tasks) {
            EntityRef template = task.info().template();
            if (template != null) {
                made.put(task.id(), template);
            }
        }
        if (made.isEmpty()) {
            return Map.of();
        }
        Map<EntityRef, Now> now = new HashMap<>();
        Map<UUID, Instance> instances = new HashMap<>();
        for (QueryInstances.Found found : rows.of(made.keySet())) {
            Now template =
                    now.computeIfAbsent(Objects.requireNonNull(made.get(found.task())), this::now);
            instances.put(found.task(), instance(found, template));
        }
        return instances;
    }

    @Override
    public Tasks.TaskPage in(
            State state, EntityRef template, @Nullable String createdBy, int limit, int offset) {
        Now now = now(template);
        List<Origin> origins =
                rows.origins(template.toString()).stream()
                        .filter(origin -> difference(origin, now).state() == state)
                        .toList();
        if (origins.isEmpty()) {
            return new Tasks.TaskPage(List.of(), 0);
        }
        QueryTasks.Found found = rows.page(template.toString(), createdBy, origins, limit, offset);
        return new Tasks.TaskPage(
                found.tasks().stream().map(TaskViews::task).toList(), found.total());
    }

    /// A template as it was read last.
    ///
    /// @param missing why it is not known where its files are; null when it is
    private record Now(
            @Nullable String baseUrl, @Nullable String commit, @Nullable String missing) {}

    private Now now(EntityRef template) {
        TemplateDefinition definition;
        try {
            definition = templates.require(template);
        } catch (PorticoException e) {
            if (e.code() == ErrorCode.UNAVAILABLE) {
                throw e;
            }
            return new Now(null, null, e.text());
        }
        if (definition.baseUrl() == null || definition.commit() == null) {
            return new Now(
                    definition.baseUrl(),
                    definition.commit(),
                    "The template is read from no Git repository, so nothing is known of its"
                            + " commits.");
        }
        return new Now(definition.baseUrl(), definition.commit(), null);
    }

    private Instance instance(QueryInstances.Found found, Now now) {
        Difference difference = difference(found.origin(), now);
        return new Instance(
                difference.state(),
                found.origin().commit(),
                now.commit(),
                difference.changed(),
                difference.count(),
                found.updatedBy(),
                found.proposedBy(),
                difference.reason());
    }

    private Difference difference(Origin origin, Now now) {
        if (now.missing() != null || now.baseUrl() == null || now.commit() == null) {
            return Difference.unknown(String.valueOf(now.missing()));
        }
        if (origin.commit() == null) {
            return Difference.unknown(
                    "It was made when nothing was known of the template's commits.");
        }
        String folder = origin.baseUrl() == null ? now.baseUrl() : origin.baseUrl();
        return drift.between(
                new Place(folder, origin.commit()), new Place(now.baseUrl(), now.commit()));
    }
}
