package dev.portico.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/// Makes repositories on disk and commits to them. Used by the demo and by measurements.
public final class RepositoryWriter {
    /// A fixed time and author: the same content gives the same commit id.
    private static final PersonIdent AUTHOR =
            new PersonIdent(
                    "Portico",
                    "portico@localhost",
                    Instant.parse("2026-01-05T09:00:00Z"),
                    ZoneOffset.UTC);

    private RepositoryWriter() {}

    /// Makes a repository with one commit on `main`.
    ///
    /// @param files content by path
    public static void create(Path folder, Map<String, String> files, String message)
            throws IOException {
        try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
            write(folder, files);
            commit(git, message);
        } catch (GitAPIException e) {
            throw new IOException("the repository " + folder + " can't be written", e);
        }
    }

    /// Writes files into the work tree and commits all of it on the current branch.
    ///
    /// @param files content by path
    public static void commit(Path folder, Map<String, String> files, String message)
            throws IOException {
        try (Git git = Git.open(folder.toFile())) {
            write(folder, files);
            commit(git, message);
        } catch (GitAPIException e) {
            throw new IOException("the repository " + folder + " can't be written", e);
        }
    }

    private static void write(Path folder, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (path.getParent() instanceof Path above) {
                Files.createDirectories(above);
            }
            Files.writeString(path, file.getValue());
        }
    }

    private static void commit(Git git, String message) throws GitAPIException {
        git.add().addFilepattern(".").call();
        git.commit()
                .setMessage(message)
                .setAuthor(AUTHOR)
                .setCommitter(AUTHOR)
                .setSign(false)
                .setNoVerify(true)
                .call();
    }
}
