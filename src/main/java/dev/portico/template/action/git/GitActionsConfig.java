package dev.portico.template.action.git;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Settings of actions that commit.
@ConfigMapping(prefix = "portico.template.git")
public interface GitActionsConfig {
    /// Name of the author of commits when the step names none.
    @WithDefault("Scaffolder")
    String authorName();

    /// Mail address of the author of commits when the step names none.
    @WithDefault("scaffolder@localhost")
    String authorEmail();

    /// Message of commits when the step has none.
    @WithDefault("initial commit")
    String commitMessage();
}
