package dev.portico.template.engine;

import dev.portico.template.TaskService;
import jakarta.inject.Singleton;

/// Starts and stops what works for tasks in the background. Called by `app` through
/// [dev.portico.template.TaskService].
@Singleton
final class TaskLife implements TaskService {
    private final TaskSignals signals;
    private final TaskControl control;
    private final TaskEngine engine;

    TaskLife(TaskSignals signals, TaskControl control, TaskEngine engine) {
        this.signals = signals;
        this.control = control;
        this.engine = engine;
    }

    @Override
    public void start(boolean runs) {
        signals.onSignal(control::told);
        signals.start();
        control.start();
        if (runs) {
            engine.start();
        }
    }

    @Override
    public void stop() {
        engine.stop();
        control.stop();
        signals.stop();
    }
}
