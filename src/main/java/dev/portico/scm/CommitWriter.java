package dev.portico.scm;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.scm.GitPublisher.Change;
import dev.portico.scm.GitPublisher.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/// Writes one commit into a repository, without a branch. The same files, message and time give the
/// same id.
final class CommitWriter {
    private final Repository repository;
    private final TreeMap<String, Entry> files = new TreeMap<>();
    private final @Nullable RevCommit base;

    /// @param base the commit to go on from; null for a first one
    CommitWriter(Repository repository, @Nullable RevCommit base) throws IOException {
        this.repository = repository;
        this.base = base;
        if (base != null) {
            try (TreeWalk walk = new TreeWalk(repository)) {
                walk.addTree(base.getTree());
                walk.setRecursive(true);
                while (walk.next()) {
                    files.put(
                            walk.getPathString(),
                            new Entry(walk.getFileMode(0), walk.getObjectId(0)));
                }
            }
        }
    }

    private record Entry(FileMode mode, ObjectId id) {}

    /// What was written.
    ///
    /// @param changed whether its files differ from those of the base
    record Written(ObjectId commit, boolean changed) {}

    Written write(Change change, Message message) throws IOException {
        try (ObjectInserter inserter = inserter()) {
            change.delete().forEach(path -> delete(trim(path)));
            if (change.mode() != Change.Mode.NOTHING) {
                String prefix = trim(change.targetPath());
                for (FolderFiles.Found file : FolderFiles.of(change.folder())) {
                    put(
                            prefix.isEmpty() ? file.path() : prefix + "/" + file.path(),
                            file,
                            change.mode(),
                            inserter);
                }
            }
            ObjectId tree = tree(inserter);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree);
            if (base != null) {
                commit.setParentId(base);
            }
            PersonIdent author =
                    new PersonIdent(
                            message.author().name(),
                            message.author().email(),
                            message.time(),
                            ZoneOffset.UTC);
            commit.setAuthor(author);
            commit.setCommitter(author);
            commit.setMessage(message.text());
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return new Written(id, base == null || !base.getTree().getId().equals(tree));
        }
    }

    /// One pack is much faster to write than a file for each object.
    private ObjectInserter inserter() {
        return repository.getObjectDatabase() instanceof ObjectDirectory directory
                ? directory.newPackInserter()
                : repository.newObjectInserter();
    }

    private void delete(String path) {
        files.remove(path);
        files.subMap(path + "/", path + "0").clear();
    }

    private void put(String path, FolderFiles.Found file, Change.Mode mode, ObjectInserter inserter)
            throws IOException {
        boolean there = files.containsKey(path);
        if (mode == Change.Mode.CREATE && there || mode == Change.Mode.UPDATE && !there) {
            throw new PorticoException(
                    ErrorCode.CONFLICT,
                    "The file "
                            + path
                            + (there ? " is in the branch already" : " is not in the branch")
                            + ", but files were only to be "
                            + (there ? "created." : "updated."));
        }
        if (mode == Change.Mode.DELETE) {
            delete(path);
            return;
        }
        // a file takes the place of a folder, and a folder that of a file
        files.subMap(path + "/", path + "0").clear();
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            files.remove(path.substring(0, slash));
        }
        files.put(path, new Entry(file.mode(), blob(file, inserter)));
    }

    private static ObjectId blob(FolderFiles.Found file, ObjectInserter inserter)
            throws IOException {
        if (file.mode() == FileMode.SYMLINK) {
            return inserter.insert(Constants.OBJ_BLOB, file.linkTarget());
        }
        Path path = file.file();
        try (InputStream content = Files.newInputStream(path)) {
            return inserter.insert(Constants.OBJ_BLOB, Files.size(path), content);
        }
    }

    private ObjectId tree(ObjectInserter inserter) throws IOException {
        DirCacheBuilder builder = DirCache.newInCore().builder();
        for (var file : files.entrySet()) {
            DirCacheEntry entry;
            try {
                entry = new DirCacheEntry(file.getKey());
            } catch (InvalidPathException _) {
                throw PorticoException.invalid(
                        "'" + file.getKey() + "' is no path that Git can hold.");
            }
            entry.setFileMode(file.getValue().mode());
            entry.setObjectId(file.getValue().id());
            builder.add(entry);
        }
        builder.finish();
        return builder.getDirCache().writeTree(inserter);
    }

    private static String trim(String path) {
        String trimmed = Path.of(path.replace('\\', '/')).normalize().toString();
        return trimmed.replaceAll("^/+|/+$", "");
    }
}
