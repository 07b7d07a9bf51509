package dev.portico.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Settings of access control.
@ConfigMapping(prefix = "portico.access")
public interface AccessConfig {
    /// Take writes from anyone who can reach the program, although it is bound to more than this
    /// machine and there is no sign-in yet.
    @WithDefault("false")
    boolean insecure();
}
