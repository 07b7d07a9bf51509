package dev.portico.scm;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// The bare repositories below one folder, the only ones on this machine that may be written. They
/// are named `local?owner=acme&repo=orders`.
final class LocalHost {
    private final Path root;

    LocalHost(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    RepoUrl url(RepoSpec spec) {
        spec.requireComplete(GitHostKind.GENERIC);
        return RepoUrl.ofPath(
                root.resolve(name(String.valueOf(spec.owner())))
                        .resolve(name(String.valueOf(spec.repo())) + ".git"));
    }

    /// Whether a repository is one of those that may be written here.
    boolean has(RepoUrl url) {
        return url.isLocal() && url.folder().startsWith(root) && !url.folder().equals(root);
    }

    private static String name(String name) {
        if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")) {
            throw PorticoException.invalid(
                    "'"
                            + name
                            + "' names no repository or owner of the host local; it takes letters,"
                            + " digits, dots, dashes and underscores.");
        }
        return name;
    }

    /// The folder of a repository, existing or not. FORBIDDEN when it is not below the root, also
    /// behind symbolic links.
    private Path require(RepoUrl url) throws IOException {
        Path folder = url.folder();
        Files.createDirectories(root);
        Path existing = folder;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!folder.startsWith(root)
                || folder.equals(root)
                || !existing.toRealPath().startsWith(root.toRealPath())) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "The repository "
                            + url
                            + " may not be written; local repositories are written below "
                            + root
                            + ", as local?owner=acme&repo=orders.");
        }
        return folder;
    }

    Optional<Repository> find(RepoUrl url) throws IOException {
        Path folder = require(url);
        return GitRepositories.gitDir(folder).isPresent()
                ? Optional.of(bare(folder))
                : Optional.empty();
    }

    /// Opens a repository and makes it when there is none, with this branch as its default.
    Repository open(RepoUrl url, String branch) throws IOException {
        Path folder = require(url);
        Repository repository = bare(folder);
        if (!repository.getObjectDatabase().exists()) {
            repository.create(true);
            repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
        }
        return repository;
    }

    private static Repository bare(Path folder) throws IOException {
        return new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    }
}
