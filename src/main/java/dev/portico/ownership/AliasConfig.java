package dev.portico.ownership;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Settings of old refs that stand for new ones.
@ConfigMapping(prefix = "portico.ownership.alias")
public interface AliasConfig {
    /// How long an old ref answers with the entity that took its place.
    @WithDefault("180d")
    Duration ttl();
}
