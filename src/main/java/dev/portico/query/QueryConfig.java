package dev.portico.query;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Settings of the read model.
@ConfigMapping(prefix = "portico.query")
public interface QueryConfig {
    /// How long it takes to compare the whole index with the database, in the background, again and
    /// again; `0s`: never.
    @WithDefault("10m")
    Duration checkInterval();
}
