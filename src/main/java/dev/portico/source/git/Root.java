package dev.portico.source.git;

import dev.portico.catalog.Location;
import dev.portico.scm.PathGlobs;
import dev.portico.scm.RepoUrl;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a source starts from.
sealed interface Root {
    /// Descriptor files of a repository.
    ///
    /// @param branch null for the default branch
    record InRepository(RepoUrl url, @Nullable String branch, PathGlobs globs) implements Root {}

    /// Descriptor files of a plain folder.
    record InFolder(Path folder, PathGlobs globs) implements Root {}

    /// What a registered location points to.
    record Registered(Location location) implements Root {}
}
