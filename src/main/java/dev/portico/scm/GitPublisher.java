package dev.portico.scm;

import dev.portico.platform.Folders;
import dev.portico.platform.PorticoException;
import dev.portico.scm.CommitWriter.Written;
import dev.portico.scm.GitErrors.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/// Commits folders and pushes the commits, to remote repositories and to local bare ones below one
/// folder. A commit's id follows from its files, message and time, so that doing it again after it
/// was cut off finds what is there. Nothing is signed.
///
/// What fails is told in a sentence: FORBIDDEN, NOT_FOUND, CONFLICT (a branch has other commits),
/// INVALID_INPUT, or the retryable UPSTREAM_FAILED.
public final class GitPublisher {
    private static final String BASE = "refs/portico/base";

    private final GitRemote remote;
    private final LocalHost local;
    private final Path scratch;

    /// @param localRoot folder of the local repositories that may be written
    /// @param scratch folder for what is being pushed; what a former run left in it is deleted
    public GitPublisher(GitRemote remote, Path localRoot, Path scratch) {
        JGit.prepare();
        this.remote = remote;
        this.local = new LocalHost(localRoot);
        this.scratch = scratch;
        try {
            Folders.delete(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where to write to.
    ///
    /// @param access instead of the host's own; null for that
    public record Target(RepoUrl url, @Nullable RemoteAccess access) {}

    /// Who a commit is by.
    public record Author(String name, String email) {}

    /// What a commit says of itself. The time counts in whole seconds.
    public record Message(String text, Author author, Instant time) {}

    /// A branch and its commit.
    public record Branch(String name, String commit) {}

    /// What a branch is thought to be at.
    ///
    /// @param commit null when it is thought not to be there
    public record Former(String branch, @Nullable String commit) {}

    /// One commit to be pushed.
    ///
    /// @param expected what the branch must be at before; the zero id for not being there
    private record Work(
            @Nullable Branch base,
            String branch,
            ObjectId expected,
            Change change,
            Message message) {
        String ref() {
            return Constants.R_HEADS + branch;
        }

        /// Whether a branch loses the commit that it has.
        boolean isReplacing() {
            boolean goesOn = base != null && base.commit().equals(expected.name());
            return !goesOn && !expected.equals(ObjectId.zeroId());
        }
    }

    /// What to commit: the files of a folder, without those that its `.gitignore` files exclude.
    ///
    /// @param targetPath folder of the repository they go to; empty for its root
    /// @param delete paths of files or folders of the repository to delete before
    /// @param evenNothing whether there is to be a commit when no file is another
    public record Change(
            Path folder, String targetPath, Mode mode, List<String> delete, boolean evenNothing) {
        public Change {
            delete = List.copyOf(delete);
        }

        /// The whole folder as it is.
        public static Change all(Path folder) {
            return new Change(folder, "", Mode.PUT, List.of(), true);
        }

        /// What is done with each file of the folder.
        public enum Mode {
            /// It is created or replaced.
            PUT,
            /// It is created; CONFLICT when it is there.
            CREATE,
            /// It is replaced; CONFLICT when it is not there.
            UPDATE,
            /// A file of its path is deleted from the repository.
            DELETE,
            NOTHING
        }
    }

    /// What came of it.
    ///
    /// @param commit that of the base when there was nothing to commit
    /// @param wasThere whether the branch had this commit before
    /// @param changed whether files differ from those it went on from
    public record Pushed(String commit, boolean wasThere, boolean changed) {}

    /// Whether a repository is one of the host `local`, by its place; it need not exist.
    public boolean isLocal(RepoUrl url) {
        return local.has(url);
    }

    /// The address of a repository of the host `local`.
    public RepoUrl local(RepoSpec spec) {
        return local.url(spec);
    }

    /// A branch by name; null is the default branch. Empty when there is none, as in a repository
    /// without commits. NOT_FOUND when there is no repository.
    public Optional<Branch> find(Target target, @Nullable String branch) throws IOException {
        if (target.url().isLocal()) {
            return findLocal(target.url(), branch);
        }
        GitRemote.Refs refs = remote.list(attempt(target, false), false);
        String full = branch == null ? refs.head() : Constants.R_HEADS + branch;
        ObjectId id = full == null ? null : refs.all().get(full);
        return full == null || id == null
                ? Optional.empty()
                : Optional.of(new Branch(Repository.shortenRefName(full), id.name()));
    }

    private Optional<Branch> findLocal(RepoUrl url, @Nullable String branch) throws IOException {
        Optional<Repository> found = local.find(url);
        if (found.isEmpty()) {
            throw PorticoException.notFound("There is no repository at " + url + ".");
        }
        try (Repository repository = found.get()) {
            Ref ref =
                    repository.exactRef(
                            branch == null ? Constants.HEAD : Constants.R_HEADS + branch);
            ObjectId id = ref == null ? null : ref.getObjectId();
            return ref == null || id == null
                    ? Optional.empty()
                    : Optional.of(
                            new Branch(
                                    Repository.shortenRefName(ref.getTarget().getName()),
                                    id.name()));
        }
    }

    /// Makes a first commit of a folder and pushes it as a new branch. A local repository is made
    /// when there is none, with this branch as its default. When the branch is at this very commit
    /// it was pushed before, and that is fine.
    public Pushed publish(Target target, String branch, Path folder, Message message)
            throws IOException, InterruptedException {
        return push(target, new Work(null, branch, ObjectId.zeroId(), Change.all(folder), message));
    }

    /// Makes a commit that goes on from a branch and pushes it to that branch, or as a new one.
    ///
    /// @param base what to go on from; its commit may be behind the branch by now
    public Pushed commit(Target target, Branch base, String branch, Change change, Message message)
            throws IOException, InterruptedException {
        return push(target, new Work(base, branch, expected(base, branch), change, message));
    }

    /// Makes a commit that goes on from one branch and puts it in place of what another branch has.
    ///
    /// @param former what the other branch must be at; CONFLICT when somebody else wrote to it
    public Pushed replace(Target target, Branch base, Former former, Change change, Message message)
            throws IOException, InterruptedException {
        String old = former.commit();
        ObjectId expected = old == null ? ObjectId.zeroId() : ObjectId.fromString(old);
        return push(target, new Work(base, former.branch(), expected, change, message));
    }

    private Pushed push(Target target, Work work) throws IOException, InterruptedException {
        String branch = work.branch();
        if (!Repository.isValidRefName(work.ref())) {
            throw PorticoException.invalid("'" + branch + "' is no name of a branch.");
        }
        try {
            return target.url().isLocal()
                    ? pushLocal(target.url(), work)
                    : pushRemote(target, work);
        } catch (PorticoException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Pushing to " + target.url() + " was stopped.");
            }
            throw e;
        }
    }

    private Pushed pushLocal(RepoUrl url, Work work) throws IOException {
        Branch base = work.base();
        try (Repository repository = local.open(url, work.branch())) {
            RevCommit from = base == null ? null : parse(repository, base);
            Written written =
                    new CommitWriter(repository, from).write(work.change(), work.message());
            if (base != null && isNothing(written, work.change())) {
                return new Pushed(base.commit(), false, false);
            }
            Ref before = repository.exactRef(work.ref());
            ObjectId old = before == null ? ObjectId.zeroId() : before.getObjectId();
            if (written.commit().equals(old)) {
                return new Pushed(written.commit().name(), true, written.changed());
            }
            RefUpdate update = repository.updateRef(work.ref());
            update.setNewObjectId(written.commit());
            update.setExpectedOldObjectId(work.expected());
            update.setForceUpdate(work.isReplacing());
            update.disableRefLog();
            RefUpdate.Result result =
                    work.expected().equals(old) ? update.update() : RefUpdate.Result.REJECTED;
            return switch (result) {
                case NEW, FAST_FORWARD, FORCED ->
                        new Pushed(written.commit().name(), false, written.changed());
                case IO_FAILURE, NOT_ATTEMPTED, LOCK_FAILURE ->
                        throw GitErrors.failed(
                                url + " can't be written now (" + result + "); try again.", null);
                default -> throw PushAnswers.otherCommits(url, work.branch());
            };
        }
    }

    private static boolean isNothing(Written written, Change change) {
        return !written.changed() && !change.evenNothing();
    }

    private static RevCommit parse(Repository repository, Branch base) throws IOException {
        RevCommit commit = GitRepositories.parse(repository, ObjectId.fromString(base.commit()));
        if (commit == null) {
            throw new IOException("no commit " + base.commit());
        }
        return commit;
    }

    /// What a branch must be at: what is gone on from, or nothing when it is to be new.
    private static ObjectId expected(@Nullable Branch base, String branch) {
        return base != null && base.name().equals(branch)
                ? ObjectId.fromString(base.commit())
                : ObjectId.zeroId();
    }

    private Pushed pushRemote(Target target, Work work) throws IOException {
        Branch base = work.base();
        Attempt attempt = attempt(target, true);
        GitRemote.Refs refs = remote.list(attempt, false);
        Files.createDirectories(scratch);
        Path folder = Files.createTempDirectory(scratch, "push-");
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build()) {
            repository.create(true);
            RevCommit from = base == null ? null : fetch(attempt, repository, refs, base);
            Written written =
                    new CommitWriter(repository, from).write(work.change(), work.message());
            if (base != null && isNothing(written, work.change())) {
                return new Pushed(base.commit(), false, false);
            }
            ObjectId old = refs.all().get(work.ref());
            if (written.commit().equals(old)) {
                return new Pushed(written.commit().name(), true, written.changed());
            }
            if (!work.expected().equals(old == null ? ObjectId.zeroId() : old)) {
                throw PushAnswers.otherCommits(target.url(), work.branch());
            }
            remote.push(
                    attempt,
                    repository,
                    new GitRemote.Push(
                            written.commit(), work.branch(), work.expected(), work.isReplacing()));
            return new Pushed(written.commit().name(), false, written.changed());
        } finally {
            Folders.delete(folder);
        }
    }

    private RevCommit fetch(
            Attempt attempt, Repository repository, GitRemote.Refs refs, Branch base)
            throws IOException {
        String name = Constants.R_HEADS + base.name();
        ObjectId tip = refs.all().get(name);
        boolean isTip = tip != null && tip.name().equals(base.commit());
        remote.fetch(attempt, repository, isTip ? name : base.commit(), BASE, "blob:none");
        return parse(repository, base);
    }

    private Attempt attempt(Target target, boolean write) {
        return new Attempt(target.url(), remote.hosts().of(target.url()), target.access(), write);
    }
}
