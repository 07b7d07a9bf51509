package dev.portico.app;

import java.nio.file.Path;

/// The clone this program runs in; `data`, `catalog` and `portico.yaml` are there.
final class ProgramFolder {
    /// Set by the launcher; its name is not below `portico.`, because it is no setting.
    private static final String HOME = "portico-home";

    private ProgramFolder() {}

    /// The folder of the launcher; the working directory when the jar was started without it.
    static Path find() {
        return Path.of(System.getProperty(HOME, "")).toAbsolutePath().normalize();
    }
}
