package dev.portico.template.action.fetch;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.GitTree;
import dev.portico.scm.RepoUrl;
import dev.portico.template.action.ActionContext;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is relative to a template on this machine. The template's folder must lie in that of a
/// source (or be the one a dry run was given); what is read lies in the same repository, or in the
/// source's folder when that is in none.
final class DiskBase {
    private final GitRepositories repositories;
    private final LocalFolders folders;

    DiskBase(GitRepositories repositories, LocalFolders folders) {
        this.repositories = repositories;
        this.folders = folders;
    }

    /// FORBIDDEN for what may not be read.
    Place place(String baseUrl, String url, ActionContext context) throws IOException {
        Path base = path(baseUrl);
        Path bound = bound(base, context);
        if (folders.committed() && !bound.equals(sent(context))) {
            Optional<Place> inGit = inGit(base, url, context.task().commit());
            if (inGit.isPresent()) {
                return inGit.get();
            }
        }
        Path path = (url.startsWith("/") ? bound.resolve(url.substring(1)) : resolve(base, url));
        Path place = path.normalize();
        boolean inside =
                place.startsWith(bound)
                        && (!Files.exists(place)
                                || place.toRealPath().startsWith(bound.toRealPath()));
        if (!inside) {
            throw forbidden("The address '" + url + "' leads out of " + bound + ".");
        }
        return new Place.OnDisk(place);
    }

    private static Path resolve(Path base, String url) {
        try {
            return base.resolve(url);
        } catch (InvalidPathException e) {
            throw new PorticoException(ErrorCode.INVALID_INPUT, "'" + url + "' is no path.", e);
        }
    }

    private static Path path(String baseUrl) {
        try {
            return Path.of(new URI(baseUrl.replace(" ", "%20"))).normalize();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw new PorticoException(
                    ErrorCode.INVALID_INPUT,
                    "The template's own address " + baseUrl + " is no path of this machine.",
                    e);
        }
    }

    /// The folder of the files that a dry run was sent.
    private static Path sent(ActionContext context) {
        return context.workspace().root().resolveSibling("template");
    }

    /// The folder that may be read.
    private Path bound(Path base, ActionContext context) {
        Path sent = sent(context);
        if (context.dryRun() && base.startsWith(sent)) {
            return sent;
        }
        return folders.folders().stream()
                .filter(base::startsWith)
                .max(Comparator.comparing(Path::getNameCount))
                .orElseThrow(
                        () ->
                                forbidden(
                                        "The template says it was read at "
                                                + base
                                                + ", which is in the folder of no source; only"
                                                + " what sources read may be fetched."));
    }

    private Optional<Place> inGit(Path base, String url, @Nullable String commit) {
        Optional<Path> repository = GitRepositories.enclosing(base);
        if (repository.isEmpty()) {
            return Optional.empty();
        }
        String folder = repository.get().relativize(base).toString().replace('\\', '/');
        GitTree tree = open(RepoUrl.ofPath(repository.get()), commit);
        if (tree.hasFolder(folder)) {
            try {
                return Optional.of(new Place.InGit(tree, FetchOrigin.join(folder, url)));
            } catch (RuntimeException e) {
                tree.close();
                throw e;
            }
        }
        tree.close();
        return Optional.empty();
    }

    private GitTree open(RepoUrl repository, @Nullable String commit) {
        if (commit != null) {
            try {
                return repositories.open(repository, commit);
            } catch (PorticoException e) {
                if (e.code() != ErrorCode.NOT_FOUND) {
                    throw e;
                }
            }
        }
        return repositories.open(repository, null);
    }

    private static PorticoException forbidden(String sentence) {
        return new PorticoException(ErrorCode.FORBIDDEN, sentence);
    }
}
