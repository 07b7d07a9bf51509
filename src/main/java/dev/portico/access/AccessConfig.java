package dev.portico.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings of access control.
@ConfigMapping(prefix = "portico.access")
public interface AccessConfig {
    /// Take everyone who can reach the program for its admin, although it is bound to more than
    /// this machine.
    @WithDefault("false")
    boolean insecure();

    /// Users and groups who may do everything, as `user:default/ann` or `group:default/platform`.
    Optional<List<String>> admins();

    /// Tokens by name that are not made by the program.
    Map<String, StaticToken> tokens();

    /// Who says in signed tokens who calls, by name.
    Map<String, IssuerConfig> issuers();
}
