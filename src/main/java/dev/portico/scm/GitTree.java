package dev.portico.scm;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/// The files of one commit. Blobs are looked at for their size before they are loaded; submodules
/// are left out; symbolic links are followed inside the repository only.
public final class GitTree implements FileTree {
    private static final int MAX_SUBJECT = 200;
    private static final byte[] LFS =
            "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

    private final RepoUrl url;
    private final String branch;
    private final @Nullable Repository repository;
    private final @Nullable RevCommit commit;
    private final @Nullable Directories directories;
    private final Runnable onClose;

    /// @param commit null for a repository without any commit
    GitTree(
            RepoUrl url,
            String branch,
            @Nullable Repository repository,
            @Nullable RevCommit commit,
            Runnable onClose) {
        this.url = url;
        this.branch = branch;
        this.repository = repository;
        this.commit = commit;
        this.directories = commit == null ? null : new Directories(commit.getTree());
        this.onClose = onClose;
    }

    /// A repository without any commit.
    static GitTree empty(RepoUrl url) {
        return new GitTree(url, "HEAD", null, null, () -> {});
    }

    public RepoUrl url() {
        return url;
    }

    /// Short name of the branch, tag or commit that was opened.
    public String branch() {
        return branch;
    }

    @Override
    public @Nullable String revision() {
        return commit == null ? null : commit.name();
    }

    /// The commit itself; empty for a repository without any.
    public Optional<GitCommit> commit() {
        return Optional.ofNullable(commit).map(GitTree::describe);
    }

    private static GitCommit describe(RevCommit commit) {
        String subject = commit.getShortMessage();
        return new GitCommit(
                commit.name(),
                commit.getAuthorIdent().getName(),
                Instant.ofEpochSecond(commit.getCommitTime()),
                subject.substring(0, Math.min(subject.length(), MAX_SUBJECT)));
    }

    @Override
    public List<TreeFile> list(PathGlobs globs) {
        if (repository == null || commit == null || directories == null) {
            return List.of();
        }
        List<TreeFile> files = new ArrayList<>();
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(commit.getTree());
            SymbolicLinks links = new SymbolicLinks(reader, directories);
            while (walk.next()) {
                FileMode mode = walk.getFileMode(0);
                String path = walk.getPathString();
                if (mode == FileMode.TREE) {
                    if (globs.mayMatchBelow(path)) {
                        walk.enterSubtree();
                    }
                } else if (mode == FileMode.SYMLINK) {
                    if (globs.matches(path)) {
                        links.follow(path, walk.getObjectId(0)).ifPresent(files::add);
                    }
                } else if (mode != FileMode.GITLINK && globs.matches(path)) {
                    files.add(new TreeFile(path, walk.getObjectId(0).name(), null));
                }
            }
        } catch (IOException e) {
            throw GitErrors.unreadable(url, e);
        }
        return List.copyOf(files);
    }

    @Override
    public Optional<TreeFile> find(String path) {
        if (repository == null || directories == null || path.isEmpty()) {
            return Optional.empty();
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            return new SymbolicLinks(reader, directories).find(path);
        } catch (IOException e) {
            throw GitErrors.unreadable(url, e);
        }
    }

    /// What a checkout of a folder would have.
    ///
    /// @param path from the folder
    /// @param id blob id of its content, that of a link is where it leads to
    public record Entry(String path, String id, Kind kind) {
        public enum Kind {
            FILE,
            EXECUTABLE,
            LINK
        }
    }

    /// Everything in a folder as a checkout would have it, by path: links are links, submodules
    /// are left out. Empty when there is no such folder.
    ///
    /// @param folder without slashes around it; empty for the whole tree
    public Optional<List<Entry>> checkout(String folder) {
        if (repository == null || commit == null || directories == null) {
            return folder.isEmpty() ? Optional.of(List.of()) : Optional.empty();
        }
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = new TreeWalk(reader)) {
            Optional<? extends AnyObjectId> root =
                    folder.isEmpty()
                            ? Optional.of(commit.getTree())
                            : tree(reader, directories, folder);
            if (root.isEmpty()) {
                return Optional.empty();
            }
            walk.addTree(root.get());
            walk.setRecursive(true);
            List<Entry> entries = new ArrayList<>();
            while (walk.next()) {
                FileMode mode = walk.getFileMode(0);
                if (mode != FileMode.GITLINK) {
                    entries.add(
                            new Entry(
                                    walk.getPathString(), walk.getObjectId(0).name(), kind(mode)));
                }
            }
            return Optional.of(entries);
        } catch (IOException e) {
            throw GitErrors.unreadable(url, e);
        }
    }

    /// A file that was found, as a checkout would have it.
    public Entry entry(TreeFile file) {
        if (repository == null || directories == null) {
            return new Entry(file.path(), file.id(), Entry.Kind.FILE);
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            Directories.Entry at = directories.at(reader, List.of(file.path().split("/")));
            boolean executable = at != null && at.mode() == FileMode.EXECUTABLE_FILE;
            return new Entry(
                    file.path(), file.id(), executable ? Entry.Kind.EXECUTABLE : Entry.Kind.FILE);
        } catch (IOException e) {
            throw GitErrors.unreadable(url, e);
        }
    }

    private static Entry.Kind kind(FileMode mode) {
        if (mode == FileMode.SYMLINK) {
            return Entry.Kind.LINK;
        }
        return mode == FileMode.EXECUTABLE_FILE ? Entry.Kind.EXECUTABLE : Entry.Kind.FILE;
    }

    public boolean hasFolder(String folder) {
        if (repository == null || directories == null) {
            return folder.isEmpty();
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            return folder.isEmpty() || tree(reader, directories, folder).isPresent();
        } catch (IOException e) {
            throw GitErrors.unreadable(url, e);
        }
    }

    private static Optional<ObjectId> tree(
            ObjectReader reader, Directories directories, String folder) throws IOException {
        return Optional.ofNullable(directories.at(reader, List.of(folder.split("/"))))
                .filter(at -> at.mode() == FileMode.TREE)
                .map(Directories.Entry::id);
    }

    /// The content of an entry as it is stored. TOO_LARGE beyond the limit.
    public byte[] content(Entry entry, int limit) {
        return load(entry.path(), entry.id(), limit);
    }

    @Override
    public byte[] read(TreeFile file, int limit) {
        if (file.trouble() != null) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE, file.path() + " " + file.trouble() + ".");
        }
        byte[] content = load(file.path(), file.id(), limit);
        if (content.length < 1024
                && content.length > LFS.length
                && Arrays.equals(content, 0, LFS.length, LFS, 0, LFS.length)) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    file.path()
                            + " is a Git LFS pointer, not the file itself; keep descriptors"
                            + " out of LFS.");
        }
        return content;
    }

    private byte[] load(String path, String id, int limit) {
        if (repository == null) {
            throw PorticoException.notFound("There is no file " + path + " in " + url + ".");
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            ObjectLoader loader = reader.open(ObjectId.fromString(id));
            if (loader.getSize() > limit) {
                throw tooLarge(path, loader.getSize() / 1024 + " KiB", limit);
            }
            return loader.getBytes(limit);
        } catch (MissingObjectException e) {
            // mirrors are fetched without blobs beyond the limit
            throw tooLarge(path, "too large to be fetched", limit);
        } catch (IOException e) {
            throw GitErrors.unreadable(url, e);
        }
    }

    private static PorticoException tooLarge(String path, String size, int limit) {
        return new PorticoException(
                ErrorCode.TOO_LARGE,
                path + " is " + size + "; the limit for one file is " + limit / 1024 + " KiB.");
    }

    @Override
    public void close() {
        onClose.run();
    }
}
