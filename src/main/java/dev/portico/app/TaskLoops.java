package dev.portico.app;

import dev.portico.platform.PlatformConfig;
import dev.portico.platform.PlatformConfig.Role;
import dev.portico.template.CatalogWaker;
import dev.portico.template.TaskService;
import jakarta.inject.Singleton;

/// What works for tasks of templates: on every node that which takes them, and on those with the
/// role that which runs and wakes them.
@Singleton
final class TaskLoops {
    private final TaskService tasks;
    private final CatalogWaker waker;
    private final boolean runs;

    TaskLoops(TaskService tasks, CatalogWaker waker, PlatformConfig config) {
        this.tasks = tasks;
        this.waker = waker;
        this.runs = config.roles().contains(Role.TASKS);
    }

    void start() {
        tasks.start(runs);
        if (runs) {
            waker.start();
        }
    }

    void stop() {
        waker.stop();
        tasks.stop();
    }
}
