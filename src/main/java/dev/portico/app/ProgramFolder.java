package dev.portico.app;

import java.nio.file.Path;
import java.util.Optional;

/// The clone this program runs in; `data`, `catalog` and `portico.yaml` are there.
final class ProgramFolder {
    /// Set by the launcher; its name is not below `portico.`, because it is no setting.
    private static final String HOME = "portico-home";

    private ProgramFolder() {}

    /// The folder of the launcher that started this program, if one did.
    static Optional<Path> ofLauncher() {
        return Optional.ofNullable(System.getProperty(HOME)).map(ProgramFolder::absolute);
    }

    /// The folder of the launcher; the working directory when the jar was started without it.
    static Path find() {
        return ofLauncher().orElseGet(() -> absolute(""));
    }

    private static Path absolute(String folder) {
        return Path.of(folder).toAbsolutePath().normalize();
    }
}
