package dev.portico.app;

import dev.portico.ownership.WriteBack;
import dev.portico.platform.PlatformConfig;
import dev.portico.platform.PlatformConfig.Role;
import dev.portico.template.CatalogWaker;
import dev.portico.template.TaskService;
import jakarta.inject.Singleton;

/// What works for tasks: on every node that which takes those of templates, and on those with the
/// role that which runs and wakes them, and what is proposed to Git and handed over.
@Singleton
final class TaskLoops {
    private final TaskService tasks;
    private final CatalogWaker waker;
    private final WriteBack writeBack;
    private final boolean runs;

    TaskLoops(TaskService tasks, CatalogWaker waker, WriteBack writeBack, PlatformConfig config) {
        this.tasks = tasks;
        this.waker = waker;
        this.writeBack = writeBack;
        this.runs = config.roles().contains(Role.TASKS);
    }

    void start() {
        tasks.start(runs);
        if (runs) {
            waker.start();
            writeBack.start();
        }
    }

    void stop() {
        writeBack.stop();
        waker.stop();
        tasks.stop();
    }
}
