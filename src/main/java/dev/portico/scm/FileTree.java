package dev.portico.scm;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files of one version of a repository or folder. Safe for many threads.
public interface FileTree extends AutoCloseable {
    /// The version that is read, as a commit id; null when there is none.
    @Nullable String revision();

    /// All files whose path matches, by path.
    List<TreeFile> list(PathGlobs globs);

    /// The file at a path; empty when there is none, or a folder.
    Optional<TreeFile> find(String path);

    /// The content of a file. TOO_LARGE beyond the limit, before it is loaded; UNPROCESSABLE when
    /// it is no usable file; the sentence says why.
    byte[] read(TreeFile file, int limit);

    @Override
    void close();

    /// One file. A symbolic link stands for the file it leads to.
    ///
    /// @param id differs when the content does
    /// @param trouble why it can't be read, null when it can
    record TreeFile(String path, String id, @Nullable String trouble) {}
}
