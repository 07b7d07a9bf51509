package dev.portico.api.graphql.guard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What one GraphQL request may cost.
@ConfigMapping(prefix = "portico.graphql")
public interface GraphQlConfig {
    /// How deep fields may be nested, introspection aside.
    @WithDefault("15")
    int maxDepth();

    /// How many fields an answer may have at most, counting each list by its `first`.
    @WithDefault("100000")
    int maxCost();

    /// How many fields a request may name, each use of a fragment counted.
    @WithDefault("2000")
    int maxFields();

    /// How many aliases a request may have.
    @WithDefault("100")
    int maxAliases();

    /// How many fragments a request may define.
    @WithDefault("50")
    int maxFragments();

    /// How long a request's text may be, in characters.
    @WithDefault("20000")
    int maxQueryLength();
}
