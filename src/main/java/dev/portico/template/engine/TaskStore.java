package dev.portico.template.engine;

import dev.portico.template.store.ClaimTable;
import dev.portico.template.store.EndTable;
import dev.portico.template.store.QueryTasks;
import dev.portico.template.store.RunTable;
import dev.portico.template.store.TaskPurge;
import dev.portico.template.store.TaskTable;
import dev.portico.template.store.WaitTable;
import dev.portico.template.store.WorkspaceArchive;
import jakarta.inject.Singleton;

/// The rows of tasks.
///
/// @param archive files of their workspaces
@Singleton
record TaskStore(Rows rows, Runs runs, WorkspaceArchive archive) {
    /// What people ask for.
    @Singleton
    record Rows(TaskTable tasks, QueryTasks query, WaitTable waits, EndTable ends) {}

    /// What runs save.
    @Singleton
    record Runs(ClaimTable claims, RunTable run, TaskPurge purge) {}
}
