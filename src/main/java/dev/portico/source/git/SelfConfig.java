package dev.portico.source.git;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// Settings of the catalogs that come with the program.
@ConfigMapping(prefix = "portico.source")
public interface SelfConfig {
    /// Whether the program's own `catalog/` folder is a source; `auto`: until a repository, a
    /// folder or a location is configured.
    @WithDefault("auto")
    Mode self();

    /// The folder of the program's own catalog.
    @WithDefault("catalog")
    Path selfFolder();

    /// Whether the repositories below `demo` in the data folder are sources.
    @WithDefault("false")
    boolean demo();

    /// When the own catalog is a source.
    enum Mode {
        AUTO,
        TRUE,
        FALSE
    }
}
