package dev.portico.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings of access control.
@ConfigMapping(prefix = "portico.access")
public interface AccessConfig {
    /// Take writes from anyone who can reach the program, although it is bound to more than this
    /// machine and there is no sign-in yet.
    @WithDefault("false")
    boolean insecure();

    /// Files of policies beside those of the catalog, each with one or more documents of the kind
    /// Policy. A change counts within a second.
    Optional<List<Path>> policyFiles();

    /// Whether the policy that ships with the program counts.
    @WithDefault("true")
    boolean defaultPolicy();

    /// How long records of the audit are kept.
    @WithDefault("400d")
    Duration auditKeep();

    /// Requests that one caller may send a second, over time; 0 for any number.
    @WithDefault("200")
    int rateLimit();

    /// Requests that one caller may send at once.
    @WithDefault("2000")
    int rateBurst();
}
