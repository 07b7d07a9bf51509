package dev.portico.template.update;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portico.platform.PorticoException;
import dev.portico.scm.BrowseUrl;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.GitTree;
import dev.portico.scm.RepoUrl;
import dev.portico.template.Instance.State;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/// Tells whether the files of a template's folder are others at one commit than at another. What
/// two commits have never changes, so each pair is looked at once; what can't be read is tried
/// again after a minute.
@Singleton
final class TemplateDrift {
    private static final int MOST_NAMED = 100;
    private static final int MOST_KNOWN = 20_000;
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final GitRepositories repositories;
    private final Cache<Pair, Difference> known =
            Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();
    private final Cache<Pair, Difference> unread =
            Caffeine.newBuilder().maximumSize(MOST_KNOWN).expireAfterWrite(AGAIN).build();

    TemplateDrift(GitRepositories repositories) {
        this.repositories = repositories;
    }

    /// The folder of a template at a commit.
    ///
    /// @param baseUrl see [dev.portico.template.TaskInfo#baseUrl()]
    record Place(String baseUrl, String commit) {}

    private record Pair(Place then, Place now) {}

    /// @param changed paths, sorted, at most 100
    record Difference(State state, List<String> changed, int count, String reason) {
        static Difference unknown(String reason) {
            return new Difference(State.UNKNOWN, List.of(), 0, reason);
        }
    }

    Difference between(Place then, Place now) {
        if (then.equals(now)) {
            return new Difference(
                    State.CURRENT, List.of(), 0, "The template is at the same commit.");
        }
        Pair pair = new Pair(then, now);
        Difference found = known.getIfPresent(pair);
        if (found == null) {
            found = unread.getIfPresent(pair);
        }
        if (found == null) {
            found = compare(pair);
            (found.state() == State.UNKNOWN ? unread : known).put(pair, found);
        }
        return found;
    }

    private Difference compare(Pair pair) {
        try {
            Map<String, String> then = files(pair.then());
            Map<String, String> now = files(pair.now());
            TreeSet<String> changed = new TreeSet<>(then.keySet());
            changed.addAll(now.keySet());
            changed.removeIf(path -> Objects.equals(then.get(path), now.get(path)));
            if (changed.isEmpty()) {
                return new Difference(
                        State.CURRENT,
                        List.of(),
                        0,
                        "The template's files are what they were; what changed in its repository"
                                + " is elsewhere.");
            }
            return new Difference(
                    State.BEHIND,
                    changed.stream().limit(MOST_NAMED).toList(),
                    changed.size(),
                    changed.size() == 1
                            ? "A file of the template changed since."
                            : changed.size() + " files of the template changed since.");
        } catch (PorticoException e) {
            return Difference.unknown("The template's files can't be compared: " + e.text());
        }
    }

    /// What a checkout of the folder has: by path, its content's id and its mode.
    private Map<String, String> files(Place place) {
        if (place.baseUrl().startsWith("file:")) {
            return onDisk(place);
        }
        BrowseUrl browse =
                repositories
                        .hosts()
                        .browse(place.baseUrl())
                        .orElseThrow(
                                () ->
                                        PorticoException.invalid(
                                                place.baseUrl() + " is on no Git host."));
        try (GitTree tree = repositories.open(browse.repository(), place.commit())) {
            return files(tree, browse.folderIn(tree).orElseThrow(() -> noFolder(place)));
        }
    }

    private Map<String, String> onDisk(Place place) {
        Path base = Path.of(URI.create(place.baseUrl().replace(" ", "%20"))).normalize();
        Path repository =
                GitRepositories.enclosing(base)
                        .orElseThrow(
                                () ->
                                        PorticoException.invalid(
                                                base + " lies in no Git repository."));
        String folder = repository.relativize(base).toString().replace('\\', '/');
        try (GitTree tree = repositories.open(RepoUrl.ofPath(repository), place.commit())) {
            if (!tree.hasFolder(folder)) {
                throw noFolder(place);
            }
            return files(tree, folder);
        }
    }

    private static PorticoException noFolder(Place place) {
        return PorticoException.notFound(
                "at the commit "
                        + place.commit()
                        + " there is no folder "
                        + place.baseUrl()
                        + "; the template was moved.");
    }

    private static Map<String, String> files(GitTree tree, String folder) {
        Map<String, String> files = new TreeMap<>();
        for (GitTree.Entry entry : tree.checkout(folder).orElse(List.of())) {
            files.put(entry.path(), entry.kind() + " " + entry.id());
        }
        return files;
    }
}
