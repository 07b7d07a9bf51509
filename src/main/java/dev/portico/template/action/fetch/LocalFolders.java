package dev.portico.template.action.fetch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What templates may read on this machine.
@FunctionalInterface
interface LocalFolders {
    /// Folders that sources are read from.
    List<Path> folders();

    /// Whether files in a repository are read as they are committed, not as they lie there.
    default boolean committed() {
        return true;
    }

    /// A folder or file on this machine that stands for an address.
    default Optional<Path> standIn(String url) {
        return Optional.empty();
    }
}
