package dev.portico.catalog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/// Settings of claims.
@ConfigMapping(prefix = "portico.claim")
public interface ClaimConfig {
    /// Sources of claims, the strongest first: `portal` (people here), `ci`, `file` (the entity's
    /// own document), `codeowners`, `kubernetes`, `default`.
    @WithDefault("portal,ci,file,codeowners,kubernetes,default")
    List<String> order();

    /// How long claims that ran out are kept.
    @WithDefault("90d")
    Duration keepExpired();

    /// How long what was claimed of an owner is kept after something else was: with whose word and
    /// evidence an entity got an owner. Who owned it when is kept for good.
    @WithDefault("1095d")
    Duration keepPast();
}
