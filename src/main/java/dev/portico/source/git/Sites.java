package dev.portico.source.git;

import dev.portico.platform.PorticoException;
import dev.portico.scm.BrowseUrl;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.GitTree;
import dev.portico.scm.RepoUrl;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The trees of one scan. Each repository is opened once, so that all of a scan sees one version,
/// and one that can't be read is asked once.
final class Sites implements AutoCloseable {
    private final GitRepositories repositories;
    private final Map<String, Site> open = new HashMap<>();
    private final Map<String, PorticoException> failed = new HashMap<>();
    private final Set<String> asked = new TreeSet<>();

    Sites(GitRepositories repositories) {
        this.repositories = repositories;
    }

    /// A site and a path in it.
    record At(Site site, String path) {}

    Site open(RepoUrl url, @Nullable String ref) {
        asked.add(url.pushKey());
        String key = url.identity() + "#" + (ref == null ? "" : ref);
        Site known = open.get(key);
        if (known != null) {
            return known;
        }
        PorticoException trouble = failed.get(key);
        if (trouble != null) {
            throw trouble;
        }
        try {
            GitTree tree = repositories.open(url, ref);
            Site site = Site.of(tree, repositories.hosts().of(url));
            open.put(key, site);
            // the default branch under its own name is the same tree
            open.putIfAbsent(url.identity() + "#" + tree.branch(), site);
            return site;
        } catch (PorticoException e) {
            failed.put(key, e);
            throw e;
        }
    }

    At open(BrowseUrl browse) {
        asked.add(browse.repository().pushKey());
        String key = browse.repository().identity() + "#";
        for (BrowseUrl.Split split : browse.splits()) {
            Site site = open.get(key + (split.ref() == null ? "" : split.ref()));
            if (site != null) {
                return new At(site, split.path());
            }
        }
        PorticoException trouble = failed.get(key + "?");
        if (trouble != null) {
            throw trouble;
        }
        BrowseUrl.Split split;
        try {
            split = repositories.resolve(browse);
        } catch (PorticoException e) {
            failed.put(key + "?", e);
            throw e;
        }
        String ref = "HEAD".equals(split.ref()) ? null : split.ref();
        return new At(open(browse.repository(), ref), split.path());
    }

    Site folder(Path folder) {
        return open.computeIfAbsent("folder:" + folder, _ -> Site.of(new FolderTree(folder)));
    }

    /// Whether a repository could not be read.
    boolean failed(String repository) {
        return failed.keySet().stream().anyMatch(key -> key.startsWith(repository + "#"));
    }

    /// Push keys of all repositories that were to be read.
    Set<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        open.values().stream().distinct().forEach(site -> site.tree().close());
    }
}
