package dev.portico.template.action.fetch;

import dev.portico.scm.GitTree;
import java.util.List;
import java.util.TreeMap;

/// A folder of a commit.
final class GitSkeleton implements Skeleton {
    private final GitTree tree;
    private final String folder;
    private final List<GitTree.Entry> entries;
    private final int fileLimit;

    GitSkeleton(GitTree tree, String folder, List<GitTree.Entry> entries, int fileLimit) {
        this.tree = tree;
        this.folder = folder;
        this.entries = List.copyOf(entries);
        this.fileLimit = fileLimit;
    }

    @Override
    public String name() {
        return tree.url() + (folder.isEmpty() ? "" : "/" + folder) + " at " + tree.branch();
    }

    @Override
    public List<Item> items() {
        // Git keeps no folders: they are those on the way to files
        TreeMap<String, Item> items = new TreeMap<>();
        for (GitTree.Entry entry : entries) {
            String path = entry.path();
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                String parent = path.substring(0, slash);
                items.computeIfAbsent(parent, it -> new Item(it, Kind.FOLDER, null));
            }
            items.put(path, new Item(path, kind(entry), entry.id()));
        }
        return List.copyOf(items.values());
    }

    private static Kind kind(GitTree.Entry entry) {
        return switch (entry.kind()) {
            case FILE -> Kind.FILE;
            case EXECUTABLE -> Kind.EXECUTABLE;
            case LINK -> Kind.LINK;
        };
    }

    @Override
    public byte[] content(Item item) {
        GitTree.Entry.Kind kind =
                item.kind() == Kind.LINK ? GitTree.Entry.Kind.LINK : GitTree.Entry.Kind.FILE;
        return tree.content(
                new GitTree.Entry(item.path(), String.valueOf(item.id()), kind), fileLimit);
    }

    @Override
    public void close() {
        tree.close();
    }
}
