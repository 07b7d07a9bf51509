package dev.portico.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Set;

/// Settings of the program as a whole.
@ConfigMapping(prefix = "portico")
public interface PlatformConfig {
    /// Folder for everything the program keeps on disk.
    @WithDefault("data")
    Path dataDir();

    /// What this process does.
    @WithDefault("web,ingest,tasks")
    Set<Role> roles();

    /// One part of the program's work.
    enum Role {
        WEB,
        INGEST,
        TASKS
    }
}
