package dev.portico.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Settings that hold for every source.
@ConfigMapping(prefix = "portico.source.removal")
public interface SourceConfig {
    /// How long the entities of a source stay that is gone or was taken out of the configuration.
    @WithDefault("24h")
    Duration grace();

    /// A run that would remove more than this share of a source's entities, in percent, and more
    /// than `guard-count`, waits for a person.
    @WithDefault("30")
    int guardPercent();

    /// See `guard-percent`.
    @WithDefault("20")
    int guardCount();
}
