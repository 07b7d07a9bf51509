package dev.portico.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/// A bare repository on disk that is written commit by commit, without a work tree.
public final class SampleRepo {
    private static final PersonIdent ANN = new PersonIdent("Ann", "ann@example.com");

    private final Path folder;
    private String branch = "main";

    private SampleRepo(Path folder) {
        this.folder = folder;
    }

    public static SampleRepo create(Path folder) {
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build()) {
            repository.create(true);
            RefUpdate head = repository.updateRef(Constants.HEAD);
            head.link("refs/heads/main");
            repository.getConfig().setBoolean("uploadpack", null, "allowFilter", true);
            repository.getConfig().setBoolean("uploadpack", null, "allowAnySHA1InWant", true);
            repository.getConfig().save();
            return new SampleRepo(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Served from now on as by a host that can't leave out blobs.
    public SampleRepo withoutFilter() {
        return run(
                repository -> {
                    repository.getConfig().setBoolean("uploadpack", null, "allowFilter", false);
                    repository.getConfig().save();
                });
    }

    public Path folder() {
        return folder;
    }

    /// A copy in another folder.
    public SampleRepo copyTo(Path copy) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(folder.relativize(file).toString()));
            }
            return new SampleRepo(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Commits go to this branch from now on.
    public SampleRepo on(String newBranch) {
        branch = newBranch;
        return this;
    }

    /// Makes a branch the default.
    public SampleRepo head(String newHead) {
        return run(
                repository -> repository.updateRef(Constants.HEAD).link("refs/heads/" + newHead));
    }

    public SampleRepo deleteBranch(String name) {
        return run(
                repository -> {
                    RefUpdate update = repository.updateRef("refs/heads/" + name);
                    update.setForceUpdate(true);
                    update.delete();
                });
    }

    /// One commit under way: files are put in and taken out, then [#commit] writes it.
    public final class Change {
        private final Map<String, Entry> puts = new TreeMap<>();
        private final Set<String> removals = new HashSet<>();
        private boolean orphan;

        private record Entry(byte[] content, FileMode mode) {}

        public Change put(String path, String content) {
            return put(path, content.getBytes(StandardCharsets.UTF_8));
        }

        public Change put(String path, byte[] content) {
            puts.put(path, new Entry(content, FileMode.REGULAR_FILE));
            return this;
        }

        public Change executable(String path, String content) {
            puts.put(
                    path,
                    new Entry(content.getBytes(StandardCharsets.UTF_8), FileMode.EXECUTABLE_FILE));
            return this;
        }

        public Change link(String path, String target) {
            puts.put(path, new Entry(target.getBytes(StandardCharsets.UTF_8), FileMode.SYMLINK));
            return this;
        }

        public Change submodule(String path) {
            puts.put(path, new Entry(new byte[0], FileMode.GITLINK));
            return this;
        }

        public Change remove(String path) {
            removals.add(path);
            return this;
        }

        /// The commit has no parent and nothing of what was there, as after a force push.
        public Change orphan() {
            orphan = true;
            return this;
        }

        /// Writes the commit and answers its id.
        public String commit() {
            ObjectId[] id = new ObjectId[1];
            run(repository -> id[0] = write(repository));
            return id[0].name();
        }

        private ObjectId write(Repository repository) throws IOException {
            try (ObjectInserter inserter = repository.newObjectInserter()) {
                ObjectId parent = orphan ? null : repository.resolve("refs/heads/" + branch);
                DirCacheBuilder files = DirCache.newInCore().builder();
                if (parent != null) {
                    keep(repository, parent, files);
                }
                for (var put : puts.entrySet()) {
                    DirCacheEntry entry = new DirCacheEntry(put.getKey());
                    entry.setFileMode(put.getValue().mode());
                    entry.setObjectId(
                            put.getValue().mode() == FileMode.GITLINK
                                    ? ObjectId.fromString("1".repeat(40))
                                    : inserter.insert(
                                            Constants.OBJ_BLOB, put.getValue().content()));
                    files.add(entry);
                }
                files.finish();
                CommitBuilder commit = new CommitBuilder();
                commit.setTreeId(files.getDirCache().writeTree(inserter));
                commit.setAuthor(ANN);
                commit.setCommitter(ANN);
                commit.setMessage("change");
                if (parent != null) {
                    commit.setParentId(parent);
                }
                ObjectId id = inserter.insert(commit);
                inserter.flush();
                RefUpdate update = repository.updateRef("refs/heads/" + branch);
                update.setNewObjectId(id);
                update.forceUpdate();
                return id;
            }
        }

        private void keep(Repository repository, ObjectId parent, DirCacheBuilder files)
                throws IOException {
            try (TreeWalk walk = new TreeWalk(repository)) {
                walk.addTree(repository.parseCommit(parent).getTree());
                walk.setRecursive(true);
                while (walk.next()) {
                    String path = walk.getPathString();
                    if (!puts.containsKey(path) && !removals.contains(path)) {
                        DirCacheEntry entry = new DirCacheEntry(path);
                        entry.setFileMode(walk.getFileMode(0));
                        entry.setObjectId(walk.getObjectId(0));
                        files.add(entry);
                    }
                }
            }
        }
    }

    public Change change() {
        return new Change();
    }

    /// Puts one file in and commits.
    public String commit(String path, String content) {
        return change().put(path, content).commit();
    }

    private interface Work {
        void with(Repository repository) throws IOException;
    }

    private SampleRepo run(Work work) {
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build()) {
            work.with(repository);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Descriptor of a component owned by `team-a`.
    public static String component(String name) {
        return """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: %s
        spec:
          type: service
          lifecycle: production
          owner: team-a
        """
                .formatted(name);
    }

    /// Descriptor of a Location with targets of its own type.
    public static String location(String name, String... targets) {
        StringBuilder yaml =
                new StringBuilder(
                        """
                        apiVersion: backstage.io/v1alpha1
                        kind: Location
                        metadata:
                          name: %s
                        spec:
                          targets:
                        """
                                .formatted(name));
        for (String target : targets) {
            yaml.append("    - ").append(target).append('\n');
        }
        return yaml.toString();
    }
}
