package dev.portico.template;

import dev.portico.access.Viewer;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs of templates. Everything here answers from PostgreSQL: UNAVAILABLE while it is away.
public interface Tasks {
    /// Makes a task and lets it run. The values must have been checked ([Templates#check]).
    /// NOT_FOUND, INVALID_INPUT; RATE_LIMITED when the user or the template has as many unfinished
    /// ones as allowed.
    UUID create(EntityRef template, JsonObject values, JsonObject secrets, Viewer viewer);

    Optional<Task> find(UUID id);

    TaskPage query(TaskFilter filter);

    /// What happened behind an event's id, oldest first, at most 1,000. NOT_FOUND.
    List<TaskEvent> events(UUID id, long after);

    /// As [#events], but waits for the first one up to a time.
    List<TaskEvent> awaitEvents(UUID id, long after, Duration patience) throws InterruptedException;

    /// Ends a task: a running step is interrupted, a waiting one waits no more. NOT_FOUND; CONFLICT
    /// when it has ended.
    void cancel(UUID id, Viewer viewer);

    /// Runs a task that ended again, from the step that failed; steps that were completed stay so,
    /// unless the task was completed as a whole: then all run. NOT_FOUND; CONFLICT when it has not
    /// ended.
    ///
    /// @param secrets those that it needs; the earlier ones are gone
    void retry(UUID id, JsonObject secrets, Viewer viewer);

    /// Decides on a step that waits for approval. NOT_FOUND; CONFLICT when it does not wait for
    /// one; FORBIDDEN when the viewer may not.
    void decide(UUID id, String step, boolean approved, @Nullable String comment, Viewer viewer);

    /// Says what became of a step whose outcome is not known. NOT_FOUND; CONFLICT.
    void resolve(UUID id, String step, Resolution resolution, JsonObject output, Viewer viewer);

    /// Passes on what the one who was asked to do a step answers. NOT_FOUND; FORBIDDEN when the
    /// token is not the step's.
    void callback(UUID id, String step, String token, JsonObject answer);

    /// Renders everything, touches nothing outside, stores nothing.
    DryRun dryRun(DryRunRequest request, Viewer viewer) throws InterruptedException;

    /// Tells waiting steps to look again. A hint that may come for nothing; never fails for want
    /// of the database.
    void wake(Set<String> keys);

    /// What a person found out of a step whose outcome was unknown.
    enum Resolution {
        /// It took effect; the task goes on with the next step.
        DONE,
        /// It did not; it is run again.
        AGAIN,
        /// The task is to fail.
        FAILED
    }

    /// Which tasks are wanted; empty sets take all.
    ///
    /// @param templates refs of templates
    /// @param made refs, as [Made#ref()], of something the task made
    /// @param order `asc:` or `desc:` and `created_at`, `status` or `created_by`
    /// @param limit -1 for the most there may be, 1,000
    /// @param shown only these; null for all there are
    record TaskFilter(
            Set<String> createdBy,
            Set<TaskState> states,
            Set<EntityRef> templates,
            Set<String> made,
            List<String> order,
            int limit,
            int offset,
            @Nullable Shown shown) {
        public TaskFilter(
                Set<String> createdBy,
                Set<TaskState> states,
                Set<EntityRef> templates,
                Set<String> made,
                List<String> order,
                int limit,
                int offset) {
            this(createdBy, states, templates, made, order, limit, offset, null);
        }

        public TaskFilter {
            createdBy = Set.copyOf(createdBy);
            states = Set.copyOf(states);
            templates = Set.copyOf(templates);
            made = Set.copyOf(made);
            order = List.copyOf(order);
        }
    }

    /// Which tasks somebody may see: their own, and those of some templates.
    record Shown(String createdBy, Set<EntityRef> templates) {
        public Shown {
            templates = Set.copyOf(templates);
        }
    }

    /// @param total of all that fit
    record TaskPage(List<Task> tasks, long total) {
        public TaskPage {
            tasks = List.copyOf(tasks);
        }
    }

    /// @param files of the template's folder, by path, which relative addresses lead to
    record DryRunRequest(
            TemplateDefinition template, JsonObject values, JsonObject secrets, List<File> files) {
        public DryRunRequest {
            files = List.copyOf(files);
        }
    }

    /// @param log as the bodies of events
    /// @param files of the workspace at the end
    record DryRun(List<JsonObject> log, JsonObject output, List<Step> steps, List<File> files) {
        public DryRun {
            log = List.copyOf(log);
            steps = List.copyOf(steps);
            files = List.copyOf(files);
        }
    }

    /// One file.
    record File(String path, boolean executable, byte[] content) {}
}
