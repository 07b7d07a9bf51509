package dev.portico.template.action.fetch;

import dev.portico.scm.GitTree;
import java.net.URI;
import java.nio.file.Path;

/// Where something is that a step wants.
sealed interface Place {
    /// @param path in the tree, without slashes around it; empty for all of it
    record InGit(GitTree tree, String path) implements Place {}

    record OnDisk(Path path) implements Place {}

    record OnWeb(URI url) implements Place {}
}
