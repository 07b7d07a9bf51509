package dev.portico.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/// What a branch of a local repository is, and a cheap sign of whether that may have changed.
public final class LocalRef {
    private final Path gitDir;
    private final Path commonDir;
    private final @Nullable String branch;

    private LocalRef(Path gitDir, Path commonDir, @Nullable String branch) {
        this.gitDir = gitDir;
        this.commonDir = commonDir;
        this.branch = branch;
    }

    /// @param branch null for what is checked out; empty answer when it is no repository
    public static Optional<LocalRef> of(Path folder, @Nullable String branch) {
        JGit.prepare();
        return GitRepositories.gitDir(folder)
                .map(gitDir -> new LocalRef(gitDir, commonDir(gitDir), branch));
    }

    private static Path commonDir(Path gitDir) {
        try {
            String text = Files.readString(gitDir.resolve("commondir")).strip();
            return gitDir.resolve(text).normalize();
        } catch (IOException _) {
            return gitDir;
        }
    }

    /// When the folders that Git changes with a ref were changed last, in nanoseconds; -1 when the
    /// repository is gone. Git writes a ref by renaming a file into place, which changes its
    /// folder.
    public List<Long> stamps(@Nullable String ref) {
        List<Long> stamps = new ArrayList<>();
        stamps.add(changed(gitDir));
        if (!commonDir.equals(gitDir)) {
            stamps.add(changed(commonDir));
        }
        String name = ref == null ? "refs/heads/x" : ref;
        stamps.add(changed(commonDir.resolve(name.substring(0, name.lastIndexOf('/')))));
        return stamps;
    }

    private static long changed(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).to(TimeUnit.NANOSECONDS);
        } catch (IOException _) {
            return -1;
        }
    }

    /// A ref and its commit now.
    ///
    /// @param name full name of the ref
    /// @param commit null when there is none
    public record Head(@Nullable String name, @Nullable String commit) {}

    public Head read() {
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(gitDir.toFile()).setMustExist(true).build()) {
            Ref ref =
                    branch == null
                            ? repository.exactRef("HEAD")
                            : repository.getRefDatabase().findRef(branch);
            if (ref == null) {
                return new Head(null, null);
            }
            ObjectId id = ref.getObjectId();
            String name = ref.getTarget().getName();
            return new Head(name.contains("/") ? name : null, id == null ? null : id.name());
        } catch (IOException _) {
            return new Head(null, null);
        }
    }
}
