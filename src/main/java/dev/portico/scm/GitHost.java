package dev.portico.scm;

import dev.portico.platform.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Git host as it is configured, or as it is guessed from an address.
///
/// @param name name in the configuration, which messages point to; null for a guessed one
/// @param url its web address; may have a path when it lives below one
/// @param token what to sign in with, read anew each time so that a changed file counts
/// @param knownHosts file of the ssh keys of hosts; null for the usual one
public record GitHost(
        @Nullable String name,
        GitHostKind kind,
        URI url,
        TokenSource token,
        @Nullable Path knownHosts) {
    /// Where a token comes from.
    @FunctionalInterface
    public interface TokenSource {
        TokenSource NONE = Optional::empty;

        Optional<Secret> token();
    }

    static GitHost guess(RepoUrl repository) {
        String scheme = repository.scheme().equals("http") ? "http" : "https";
        String authority = repository.isHttp() ? repository.authority() : repository.host();
        return new GitHost(
                null,
                GitHostKind.guess(repository.host()),
                URI.create(scheme + "://" + (authority.isEmpty() ? "localhost" : authority)),
                TokenSource.NONE,
                null);
    }

    /// The setting that would hold its token, for messages.
    String tokenSetting() {
        return "portico.source.git.hosts." + (name == null ? "<name>" : name) + ".token";
    }

    /// The address of a file for a browser.
    public String fileUrl(RepoUrl repository, String branch, String path) {
        return BrowseFormat.format(kind, BrowseFormat.View.FILE, web(repository), branch, path);
    }

    /// The address of a folder, without a slash at its end.
    public String folderUrl(RepoUrl repository, String branch, String path) {
        return BrowseFormat.format(kind, BrowseFormat.View.FOLDER, web(repository), branch, path);
    }

    /// The address of the editor for a file.
    public String editUrl(RepoUrl repository, String branch, String path) {
        return BrowseFormat.format(kind, BrowseFormat.View.EDIT, web(repository), branch, path);
    }

    private String web(RepoUrl repository) {
        if (repository.isHttp()) {
            return repository.identity();
        }
        String base = url.toString();
        return (base.endsWith("/") ? base : base + "/") + repository.path();
    }
}
