package dev.portico.template.engine;

import dev.portico.template.TemplateConfig;
import dev.portico.template.action.Actions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Makes what all runs share.
final class EngineParts {
    @Produces
    @Singleton
    TaskRun.Parts parts(Actions actions, Renderer renderer, TemplateConfig config, Clock clock) {
        return new TaskRun.Parts(
                actions,
                renderer,
                new InputSchemas(),
                new Scopes.Environment(
                        config.environment().parameters(), config.environment().secrets()),
                new TaskRun.Limits(config.stepTimeout(), config.taskTimeout()),
                clock);
    }
}
