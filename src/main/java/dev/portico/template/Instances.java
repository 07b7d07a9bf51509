package dev.portico.template;

import dev.portico.model.EntityRef;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What templates made, and whether it is behind its template. Answers from rows; Git is asked once
/// for each commit of a template that something was made from. UNAVAILABLE while the database is
/// away.
public interface Instances {
    /// By id of the task; those that did not end well or made nothing are left out.
    Map<UUID, Instance> of(List<Task> tasks);

    /// The runs of a template whose instances are in a state, the newest first.
    ///
    /// @param createdBy only runs of this one; null for all
    Tasks.TaskPage in(
            Instance.State state,
            EntityRef template,
            @Nullable String createdBy,
            int limit,
            int offset);
}
