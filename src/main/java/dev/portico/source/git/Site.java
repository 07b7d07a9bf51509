package dev.portico.source.git;

import dev.portico.scm.FileTree;
import dev.portico.scm.GitHost;
import dev.portico.scm.GitTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An opened tree and how its files are called: by the address a browser shows, or by path when
/// it is on this machine.
///
/// @param repository what identifies the repository or folder, whatever its branch
/// @param type type of the locations of its files, `url` or `file`
/// @param git null for a plain folder
/// @param folder null for a remote repository
record Site(
        String repository,
        String type,
        FileTree tree,
        @Nullable GitTree git,
        @Nullable GitHost host,
        @Nullable Path folder) {
    static Site of(GitTree tree, GitHost host) {
        boolean local = tree.url().isLocal();
        return new Site(
                tree.url().identity(),
                local ? "file" : "url",
                tree,
                tree,
                host,
                local ? tree.url().folder() : null);
    }

    static Site of(FolderTree tree) {
        return new Site(tree.root().toString(), "file", tree, null, null, tree.root());
    }

    String location(String path) {
        if (git != null && host != null && folder == null) {
            return host.fileUrl(git.url(), git.branch(), path);
        }
        return folder + "/" + path;
    }

    /// Annotations that a document may set itself.
    Map<String, String> annotations(String path) {
        int slash = path.lastIndexOf('/');
        String parent = slash < 0 ? "" : path.substring(0, slash);
        if (git == null || host == null || folder != null) {
            String at = parent.isEmpty() ? folder + "/" : folder + "/" + parent + "/";
            return Map.of(Annotations.SOURCE_LOCATION, "file:" + at);
        }
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(
                Annotations.SOURCE_LOCATION,
                Annotations.folder("url:" + host.folderUrl(git.url(), git.branch(), parent)));
        annotations.put(Annotations.VIEW_URL, location(path));
        if (!git.branch().matches("[0-9a-f]{40,}")) {
            annotations.put(Annotations.EDIT_URL, host.editUrl(git.url(), git.branch(), path));
        }
        return annotations;
    }
}
