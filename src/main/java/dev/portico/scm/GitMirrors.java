package dev.portico.scm;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.scm.GitErrors.Attempt;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/// Bare mirrors of remote repositories below one folder. Each holds the newest commit of the
/// branches that are read, without history. A mirror that is broken is thrown away and made again.
public final class GitMirrors {
    /// After so many fetches a mirror holds mostly what nobody needs any more.
    private static final int MAX_PACKS = 50;

    private final GitRemote remote;
    private final MirrorFolder folder;
    private final Map<Path, ReentrantLock> locks = new ConcurrentHashMap<>();

    /// @param root folder of the mirrors; nothing else may be in it
    /// @param budget bytes they may take together; the least used go first
    public GitMirrors(GitRemote remote, Path root, long budget, InstantSource clock) {
        JGit.prepare();
        this.remote = remote;
        this.folder = new MirrorFolder(root, budget, clock);
    }

    /// Bytes that all mirrors take.
    public long diskUsed() {
        return folder.used();
    }

    /// Opens a ref, fetching it when the mirror has not got that commit.
    ///
    /// @param remoteRef full name of the ref, or a commit id
    /// @param id what the far side says the ref is
    GitTree open(Attempt attempt, String remoteRef, String branch, ObjectId id) {
        RepoUrl url = attempt.url();
        Path mirror = folder.of(url, scope(attempt));
        String localRef = "refs/portico/" + MirrorFolder.hash(remoteRef);
        folder.use(mirror);
        boolean done = false;
        ReentrantLock lock = locks.computeIfAbsent(mirror, _ -> new ReentrantLock());
        lock.lock();
        try {
            GitTree tree;
            try {
                tree = update(attempt, mirror, remoteRef, localRef, branch, id);
            } catch (IOException | RuntimeException e) {
                if (e instanceof PorticoException own) {
                    throw own;
                }
                Log.warnf(
                        "mirror is broken and made again repository=%s reason=%s",
                        url, e.getMessage());
                folder.delete(mirror);
                tree = update(attempt, mirror, remoteRef, localRef, branch, id);
            }
            done = true;
            return tree;
        } catch (IOException e) {
            throw GitErrors.unreadable(url, e);
        } finally {
            lock.unlock();
            if (!done) {
                folder.release(mirror);
            }
        }
    }

    /// Who brings a token of his own has mirrors of his own: what it lets him see is not for
    // others.
    private static String scope(Attempt attempt) {
        return Optional.ofNullable(attempt.given())
                .flatMap(RemoteAccess::token)
                .map(token -> MirrorFolder.hash(token.value()))
                .orElse("");
    }

    private GitTree update(
            Attempt attempt,
            Path mirror,
            String remoteRef,
            String localRef,
            String branch,
            ObjectId id)
            throws IOException {
        RepoUrl url = attempt.url();
        if (MirrorFolder.packs(mirror) > MAX_PACKS) {
            folder.delete(mirror);
        }
        Repository repository = openOrInit(mirror);
        boolean done = false;
        try {
            RevCommit commit = known(repository, localRef, id);
            if (commit == null) {
                boolean there =
                        BrowseFormat.isCommit(remoteRef) && repository.getObjectDatabase().has(id);
                if (!there) {
                    remote.fetch(attempt, repository, remoteRef, localRef);
                    repository.getObjectDatabase().close();
                }
                if (BrowseFormat.isCommit(remoteRef) && repository.getObjectDatabase().has(id)) {
                    // a commit asked for by id is there, but JGit writes no ref for it
                    RefUpdate update = repository.updateRef(localRef);
                    update.setNewObjectId(id);
                    update.forceUpdate();
                }
                Ref fetched = repository.exactRef(localRef);
                if (fetched == null) {
                    throw new PorticoException(
                            ErrorCode.NOT_FOUND, "There is no " + branch + " in " + url + ".");
                }
                commit = GitRepositories.parse(repository, fetched.getObjectId());
                folder.grown(mirror);
            }
            done = true;
            return new GitTree(
                    url,
                    branch,
                    repository,
                    commit,
                    () -> {
                        repository.close();
                        folder.release(mirror);
                    });
        } finally {
            if (!done) {
                repository.close();
            }
        }
    }

    private static Repository openOrInit(Path mirror) throws IOException {
        Repository repository =
                new FileRepositoryBuilder().setGitDir(mirror.toFile()).setBare().build();
        if (!repository.getObjectDatabase().exists()) {
            repository.create(true);
        }
        return repository;
    }

    /// The commit when the mirror has it under this ref.
    private static @Nullable RevCommit known(Repository repository, String localRef, ObjectId id)
            throws IOException {
        Ref ref = repository.exactRef(localRef);
        if (ref == null || !id.equals(ref.getObjectId())) {
            return null;
        }
        return GitRepositories.parse(repository, id);
    }
}
