package dev.portico.runtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Settings of the runtime state.
@ConfigMapping(prefix = "portico.runtime")
public interface RuntimeConfig {
    /// How long changes of health and earlier reported deployments are kept.
    @WithDefault("90d")
    Duration keepTransitions();
}
