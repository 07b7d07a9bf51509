package dev.portico.template;

import dev.portico.access.Access;
import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Refusal;
import dev.portico.access.Verdict;
import dev.portico.access.Viewer;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.query.PageRequest;
import dev.portico.query.ViewerCatalog;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which tasks a viewer may see and steer: their own, and those of templates for which the policies
/// say so.
@Singleton
public final class TaskAccess {
    private static final int MOST_TEMPLATES = 10_000;

    private final Tasks tasks;
    private final Gate gate;
    private final Access access;
    private final ViewerCatalog catalogs;

    TaskAccess(Tasks tasks, Gate gate, Access access, ViewerCatalog catalogs) {
        this.tasks = tasks;
        this.gate = gate;
        this.access = access;
        this.catalogs = catalogs;
    }

    /// Who sent the request, if they may run a template. NOT_FOUND when they may not see it.
    public Viewer requireToRun(EntityRef template) {
        return gate.require(Permission.TASK_CREATE, template);
    }

    /// A task that whoever sent the request may see; empty when there is none.
    public Optional<Task> find(UUID id) {
        Viewer viewer = gate.requireReader();
        return tasks.find(id).filter(task -> may(viewer, Permission.TASK_READ, task));
    }

    /// NOT_FOUND, also when they may not see it.
    public Task require(UUID id) {
        return find(id).orElseThrow(
                        () ->
                                gate.refused(
                                        Permission.TASK_READ,
                                        target(id),
                                        PorticoException.notFound("There is no task " + id + ".")));
    }

    /// Who sent the request, if they may end, run again or resolve a task. NOT_FOUND, FORBIDDEN.
    public Viewer requireToSteer(UUID id) {
        Task task = require(id);
        Viewer viewer = gate.viewer();
        if (!may(viewer, Permission.TASK_CANCEL, task)) {
            throw gate.refused(
                    Permission.TASK_CANCEL,
                    target(id),
                    Refusal.of(
                            viewer,
                            Permission.TASK_CANCEL,
                            "Only those who run it and those whom a rule on its template names may."));
        }
        return viewer;
    }

    /// Whether whoever sent the request has a permission on a task.
    public boolean permits(Permission permission, UUID id) {
        return find(id).filter(task -> may(gate.viewer(), permission, task)).isPresent();
    }

    /// A task as the audit names it.
    public static String target(UUID id) {
        return "task:" + id;
    }

    private boolean may(Viewer viewer, Permission permission, Task task) {
        Viewer.@Nullable Scopes scopes = viewer.scopes();
        if (scopes != null && !scopes.cover(permission)) {
            return false;
        }
        if (task.info().createdBy().equals(viewer.name())) {
            return true;
        }
        if (access.verdict(viewer, permission) instanceof Verdict.Allowed) {
            return true;
        }
        @Nullable EntityRef template = task.info().template();
        return template != null && gate.permits(viewer, permission, template);
    }

    /// A filter narrowed to what whoever sent the request may see.
    public Tasks.TaskFilter shown(Tasks.TaskFilter filter) {
        return shown(filter, gate.requireReader());
    }

    /// A filter narrowed to what somebody may see.
    public Tasks.TaskFilter shown(Tasks.TaskFilter filter, Viewer viewer) {
        Verdict verdict = access.verdict(viewer, Permission.TASK_READ);
        if (verdict instanceof Verdict.Allowed) {
            return filter;
        }
        return new Tasks.TaskFilter(
                filter.createdBy(),
                filter.states(),
                filter.templates(),
                filter.made(),
                filter.order(),
                filter.limit(),
                filter.offset(),
                new Tasks.Shown(viewer.name(), templates(viewer, verdict)));
    }

    /// Whose runs of a template alone whoever sent the request may see; null for everyone's.
    public @Nullable String onlyOf(EntityRef template) {
        Viewer viewer = gate.requireReader();
        boolean all =
                access.verdict(viewer, Permission.TASK_READ) instanceof Verdict.Allowed
                        || gate.permits(viewer, Permission.TASK_READ, template);
        return all ? null : viewer.name();
    }

    private Set<EntityRef> templates(Viewer viewer, Verdict verdict) {
        if (verdict instanceof Verdict.Denied) {
            return Set.of();
        }
        CatalogQuery catalog = catalogs.of(viewer);
        EntityFilter filter =
                EntityFilter.and(EntityFilter.equal("kind", "template"), verdict.filter());
        Set<EntityRef> templates = new HashSet<>();
        catalog.query(PageRequest.of(filter, MOST_TEMPLATES)).entities().stream()
                .map(IndexedEntity::ref)
                .forEach(templates::add);
        return templates;
    }
}
