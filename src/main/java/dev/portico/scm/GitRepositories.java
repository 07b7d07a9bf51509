package dev.portico.scm;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.scm.GitErrors.Attempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/// Opens repositories for reading: a remote one by its mirror, a local one in place.
public final class GitRepositories {
    private final GitRemote remote;
    private final GitMirrors mirrors;

    public GitRepositories(GitRemote remote, GitMirrors mirrors) {
        this.remote = remote;
        this.mirrors = mirrors;
    }

    public GitHosts hosts() {
        return remote.hosts();
    }

    /// The files of a branch (tag, commit id) as they are now; null is the default branch. Close
    /// it. NOT_FOUND when repository or branch do not exist; UPSTREAM_FAILED when they can't be
    /// read now.
    public GitTree open(RepoUrl url, @Nullable String ref) {
        return open(url, ref, null);
    }

    /// As the other.
    ///
    /// @param access what to sign in with instead of the host's own token; null for that
    public GitTree open(RepoUrl url, @Nullable String ref, @Nullable RemoteAccess access) {
        return url.isLocal()
                ? openLocal(url, ref)
                : openMirror(new Attempt(url, remote.hosts().of(url), access, false), ref);
    }

    /// Files larger than that many bytes are not fetched.
    public int fileLimit() {
        return (int) Math.min(remote.blobLimit(), Integer.MAX_VALUE);
    }

    /// Finds out which ref of the repository an address means; a null ref is the default branch.
    public BrowseUrl.Split resolve(BrowseUrl browse) {
        return resolve(browse, null);
    }

    /// As the other.
    ///
    /// @param access what to sign in with instead of the host's own token; null for that
    public BrowseUrl.Split resolve(BrowseUrl browse, @Nullable RemoteAccess access) {
        List<BrowseUrl.Split> splits = browse.splits();
        if (splits.size() == 1) {
            return splits.getFirst();
        }
        String first = splits.getFirst().ref();
        if (first != null && (first.equals("HEAD") || BrowseFormat.isCommit(first))) {
            return splits.getFirst();
        }
        RepoUrl url = browse.repository();
        GitRemote.Refs refs =
                remote.list(new Attempt(url, remote.hosts().of(url), access, false), true);
        return browse.resolve(name -> refs.find(name).isPresent());
    }

    private GitTree openMirror(Attempt attempt, @Nullable String ref) {
        RepoUrl url = attempt.url();
        if (ref != null && BrowseFormat.isCommit(ref)) {
            return mirrors.open(attempt, ref, ref, ObjectId.fromString(ref));
        }
        if (ref != null && !ref.equals(Constants.HEAD)) {
            GitRemote.Refs refs = remote.list(attempt, true);
            return mirror(attempt, refs, refs.find(ref).orElseThrow(() -> noBranch(url, ref)));
        }
        GitRemote.Refs refs = remote.list(attempt, false);
        return refs.isEmpty() ? GitTree.empty(url) : mirror(attempt, refs, refs.head());
    }

    private GitTree mirror(Attempt attempt, GitRemote.Refs refs, @Nullable String full) {
        ObjectId id = full == null ? null : refs.all().get(full);
        if (full == null || id == null) {
            throw GitErrors.failed(
                    attempt.url()
                            + " can't be read: its HEAD is no branch; name the branch to read.",
                    null);
        }
        return mirrors.open(attempt, full, Repository.shortenRefName(full), id);
    }

    private static GitTree openLocal(RepoUrl url, @Nullable String ref) {
        JGit.prepare();
        Path gitDir =
                gitDir(url.folder())
                        .orElseThrow(
                                () ->
                                        new PorticoException(
                                                ErrorCode.NOT_FOUND,
                                                "There is no Git repository at " + url + "."));
        Repository repository = null;
        try {
            repository =
                    new FileRepositoryBuilder()
                            .setGitDir(gitDir.toFile())
                            .setMustExist(true)
                            .build();
            Repository opened = repository;
            String name = ref == null ? Constants.HEAD : ref;
            Ref head = opened.exactRef(Constants.HEAD);
            String branch =
                    ref != null
                            ? ref
                            : head == null
                                    ? "HEAD"
                                    : Repository.shortenRefName(head.getTarget().getName());
            ObjectId id = opened.resolve(name + "^{commit}");
            if (id == null && (ref != null || hasBranches(opened))) {
                repository.close();
                throw ref != null
                        ? noBranch(url, ref)
                        : GitErrors.failed(
                                url
                                        + " can't be read: its HEAD is no branch; check out one, or"
                                        + " name the branch to read.",
                                null);
            }
            return new GitTree(url, branch, opened, parse(opened, id), opened::close);
        } catch (IOException e) {
            if (repository != null) {
                repository.close();
            }
            throw GitErrors.unreadable(url, e);
        }
    }

    private static boolean hasBranches(Repository repository) throws IOException {
        return !repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).isEmpty();
    }

    static @Nullable RevCommit parse(Repository repository, @Nullable ObjectId id)
            throws IOException {
        if (id == null) {
            return null;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(id);
        }
    }

    /// The folder with the repository's files, for a work tree as well as a bare repository.
    public static Optional<Path> gitDir(Path folder) {
        Path dot = folder.resolve(".git");
        if (Files.isDirectory(dot)) {
            return Optional.of(dot);
        }
        if (Files.isRegularFile(dot)) {
            return linked(folder, dot);
        }
        return Files.isRegularFile(folder.resolve("HEAD"))
                        && Files.isDirectory(folder.resolve("objects"))
                        && Files.isDirectory(folder.resolve("refs"))
                ? Optional.of(folder)
                : Optional.empty();
    }

    /// The folder of the repository that a path lies in, or is.
    public static Optional<Path> enclosing(Path path) {
        for (Path at = path; at != null; at = at.getParent()) {
            if (gitDir(at).isPresent()) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> linked(Path folder, Path dot) {
        try {
            String text = Files.readString(dot).strip();
            return text.startsWith("gitdir:")
                    ? Optional.of(folder.resolve(text.substring(7).strip()).normalize())
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static PorticoException noBranch(RepoUrl url, String ref) {
        return new PorticoException(
                ErrorCode.NOT_FOUND,
                "There is no branch, tag or commit " + ref + " in " + url + ".");
    }
}
