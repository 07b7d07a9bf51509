package dev.portico.template;

import dev.portico.access.Gate;
import dev.portico.access.Gates;
import dev.portico.query.NaiveCatalog;
import dev.portico.query.ViewerCatalogs;

/// Who may see tasks, for tests that need no running program.
public final class TaskAccesses {
    private TaskAccesses() {}

    /// By the policy that ships with the program, over an empty catalog.
    public static TaskAccess of(Tasks tasks, Gate gate) {
        return new TaskAccess(
                tasks, gate, Gates.access(), ViewerCatalogs.of(new NaiveCatalog(), gate));
    }
}
