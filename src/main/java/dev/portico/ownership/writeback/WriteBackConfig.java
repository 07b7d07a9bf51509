package dev.portico.ownership.writeback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings of what is proposed to Git. In title and text `{entity}`, `{field}`, `{value}`,
/// `{actor}`, `{edits}` (a list) and `{count}` stand for what they name.
@ConfigMapping(prefix = "portico.ownership.write-back")
public interface WriteBackConfig {
    /// Whether each owner that counts and that the entity's file does not name is proposed without
    /// anybody asking for it.
    @WithDefault("false")
    boolean auto();

    /// How many requests are opened within an hour at most, by all nodes.
    @WithDefault("20")
    int perHour();

    /// How long a request that was closed without being merged counts as no.
    @WithDefault("30d")
    Duration noFor();

    /// How often an open request is looked at; a webhook of its host makes that at once.
    @WithDefault("10m")
    Duration lookEvery();

    /// How long proposals and transfers that have ended are kept; a request that was closed at
    /// least as long as it counts as no.
    @WithDefault("400d")
    Duration keep();

    /// Title of requests, and first line of commits.
    @WithDefault("{field} of {entity}: {value}")
    String title();

    /// Text of requests instead of the built-in one.
    Optional<String> text();

    /// Labels of requests.
    Optional<List<String>> labels();

    /// What branches begin with.
    @WithDefault("portico/")
    String branchPrefix();

    /// Name of the author of commits.
    @WithDefault("Portico")
    String authorName();

    /// Mail address of the author of commits.
    @WithDefault("portico@localhost")
    String authorEmail();
}
