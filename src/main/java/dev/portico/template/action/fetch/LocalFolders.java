package dev.portico.template.action.fetch;

import java.nio.file.Path;
import java.util.List;

/// Folders on this machine that sources are read from.
@FunctionalInterface
interface LocalFolders {
    List<Path> folders();
}
