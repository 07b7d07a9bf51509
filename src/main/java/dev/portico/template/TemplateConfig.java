package dev.portico.template;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Settings of how tasks run.
@ConfigMapping(prefix = "portico.template")
public interface TemplateConfig {
    /// How many tasks this node runs at once; 0 for none.
    @WithDefault("10")
    int concurrency();

    /// How many unfinished tasks a user may have.
    @WithDefault("50")
    int maxPerUser();

    /// How many unfinished tasks a template may have.
    @WithDefault("500")
    int maxPerTemplate();

    /// How long one attempt of a step may take, where the step does not say.
    @WithDefault("30m")
    Duration stepTimeout();

    /// How long a task may be run altogether, without the times it waits.
    @WithDefault("24h")
    Duration taskTimeout();

    /// How long tasks are kept after they ended.
    @WithDefault("90d")
    Duration keepTasks();

    /// Folder for the files that running tasks work on, which need not outlive the program; without
    /// it below the data folder.
    Optional<Path> workspaceDir();

    /// Base64 of the 32 bytes that secrets of tasks are encrypted with.
    Optional<String> secretsKey();

    /// File with the key, instead.
    Optional<Path> secretsKeyFile();

    /// What all templates can read.
    Environment environment();

    /// What all templates can read.
    interface Environment {
        /// As `environment.parameters.*`.
        Map<String, String> parameters();

        /// As `environment.secrets.*`, where secrets may be used.
        Map<String, String> secrets();
    }
}
