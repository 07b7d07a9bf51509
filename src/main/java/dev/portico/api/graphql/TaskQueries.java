package dev.portico.api.graphql;

import dev.portico.api.graphql.type.EntityNode;
import dev.portico.api.graphql.type.EntityNodes;
import dev.portico.api.graphql.type.TemplateNode;
import dev.portico.api.graphql.type.task.InstanceNode;
import dev.portico.api.graphql.type.task.MadeNode;
import dev.portico.api.graphql.type.task.MadeType;
import dev.portico.api.graphql.type.task.TaskEventNode;
import dev.portico.api.graphql.type.task.TaskFilterInput;
import dev.portico.api.graphql.type.task.TaskNode;
import dev.portico.api.graphql.type.task.TaskPage;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.template.Instance;
import dev.portico.template.Instances;
import dev.portico.template.TaskAccess;
import dev.portico.template.TaskState;
import dev.portico.template.Tasks;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;

/// Templates and their runs, both ways between them and what the runs made.
@GraphQLApi
@Singleton
public final class TaskQueries {
    private static final int MAX_OFFSET = 1_000_000;

    private final CatalogQuery query;
    private final Tasks tasks;
    private final Instances instances;
    private final TaskAccess access;

    TaskQueries(
            @ForViewer CatalogQuery query, Tasks tasks, Instances instances, TaskAccess access) {
        this.access = access;
        this.query = query;
        this.tasks = tasks;
        this.instances = instances;
    }

    @Query
    @Nullable
    @Description("The template of a ref; null when there is none.")
    public TemplateNode template(
            @Description("As template:default/service; kind and namespace may be left out.")
                    String ref) {
        return query.find(templateRef(ref))
                .map(EntityNodes::of)
                .filter(TemplateNode.class::isInstance)
                .map(TemplateNode.class::cast)
                .orElse(null);
    }

    @Query
    @Nullable
    @Description("A run of a template; null when there is none of that id.")
    public TaskNode task(String id) {
        return access.find(uuid(id)).map(TaskNode::new).orElse(null);
    }

    @Query
    @Description("Runs of templates, the newest first.")
    public TaskPage tasks(
            @Nullable TaskFilterInput filter,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            @Nullable @DefaultValue("0") @Description("How many to skip.") Integer offset) {
        TaskFilterInput wanted =
                filter == null ? new TaskFilterInput(null, null, null, null) : filter;
        return page(
                new Tasks.TaskFilter(
                        set(wanted.createdBy()),
                        wanted.states() == null ? Set.<TaskState>of() : Set.copyOf(wanted.states()),
                        set(wanted.templates()).stream()
                                .map(TaskQueries::templateRef)
                                .collect(Collectors.toUnmodifiableSet()),
                        set(wanted.made()),
                        List.of(),
                        Limits.page("first", first),
                        Limits.within("offset", offset == null ? 0 : offset, 0, MAX_OFFSET)));
    }

    @Description("Its runs, the newest first.")
    public TaskPage instances(
            @Source TemplateNode template,
            @Nullable
                    @Description(
                            "Only those whose instance is behind the template (true), or is not (false).")
                    Boolean behind,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            @Nullable @DefaultValue("0") @Description("How many to skip.") Integer offset) {
        if (behind != null) {
            return nodes(
                    instances.in(
                            behind ? Instance.State.BEHIND : Instance.State.CURRENT,
                            template.entityRef(),
                            access.onlyOf(template.entityRef()),
                            Limits.page("first", first),
                            Limits.within("offset", offset == null ? 0 : offset, 0, MAX_OFFSET)));
        }
        return page(
                new Tasks.TaskFilter(
                        Set.of(),
                        Set.of(),
                        Set.of(template.entityRef()),
                        Set.of(),
                        List.of(),
                        Limits.page("first", first),
                        Limits.within("offset", offset == null ? 0 : offset, 0, MAX_OFFSET)));
    }

    private TaskPage page(Tasks.TaskFilter filter) {
        return nodes(tasks.query(access.shown(filter)));
    }

    private static TaskPage nodes(Tasks.TaskPage page) {
        return new TaskPage(page.tasks().stream().map(TaskNode::new).toList(), page.total());
    }

    @Nullable
    @Description("The run of a template that made it; null when none did.")
    public CompletionStage<@Nullable TaskNode> madeBy(@Source EntityNode node, Context context) {
        return TaskLoader.maker(context, node.base().entityRef());
    }

    @Nullable
    @Description("How what it made stands to the template; null while it made nothing.")
    public CompletionStage<@Nullable InstanceNode> instance(
            @Source TaskNode task, Context context) {
        return TaskLoader.instance(context, task);
    }

    @Nullable
    @Description("The template as it is now; null when it does not exist any more.")
    public CompletionStage<@Nullable TemplateNode> template(
            @Source TaskNode task, Context context) {
        EntityRef ref = task.template();
        return EntityLoader.one(
                context, ref == null ? List.of() : List.of(ref), TemplateNode.class);
    }

    @Description("What happened behind an event's id, oldest first, at most 1,000.")
    public List<@NonNull TaskEventNode> events(
            @Source TaskNode task,
            @Nullable @DefaultValue("0") @Description("Id of an event.") Long after) {
        return tasks.events(task.uuid(), after == null ? 0 : after).stream()
                .map(TaskEventNode::from)
                .toList();
    }

    @Nullable
    @Description("The entity, when it is one that stands in the catalog.")
    public CompletionStage<@Nullable EntityNode> entity(@Source MadeNode made, Context context) {
        List<EntityRef> refs =
                made.type() == MadeType.ENTITY ? List.of(EntityRef.parse(made.ref())) : List.of();
        return EntityLoader.one(context, refs, EntityNode.class);
    }

    private static Set<String> set(@Nullable List<String> values) {
        return values == null ? Set.of() : Set.copyOf(values);
    }

    static EntityRef templateRef(String ref) {
        return EntityRef.parse(ref, "template", EntityRef.DEFAULT_NAMESPACE);
    }

    static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw PorticoException.invalid(
                    "The id '" + id + "' is none of a task; those are UUIDs.");
        }
    }
}
