package dev.portico.scm;

import dev.portico.platform.PorticoException;
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
    public String tokenSetting() {
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

    /// The address of a repository on this host; INVALID_INPUT when the spec says too little.
    public RepoUrl repository(RepoSpec spec) {
        spec.requireComplete(kind);
        String base = url.toString().replaceAll("/+$", "") + "/";
        String place = url.getPath() == null ? "" : url.getPath().replaceAll("^/+|/+$", "");
        String owner = spec.owner() == null ? ownUser() : spec.owner();
        if (!place.isEmpty() && owner.startsWith(place + "/")) {
            owner = owner.substring(place.length() + 1);
        }
        String repo = spec.repo() == null ? "" : spec.repo();
        return RepoUrl.parse(
                base
                        + switch (kind) {
                            case AZURE ->
                                    spec.organization()
                                            + "/"
                                            + spec.azureProject()
                                            + "/_git/"
                                            + repo;
                            case BITBUCKET -> spec.workspace() + "/" + repo;
                            case BITBUCKET_SERVER -> "scm/" + spec.project() + "/" + repo;
                            case GITLAB ->
                                    owner.isEmpty()
                                            ? String.valueOf(spec.project())
                                            : owner + "/" + repo;
                            default -> owner + "/" + repo;
                        });
    }

    /// The user in a token that is written with one: whose repositories are meant when nobody is
    /// named. Only Gitea's may be left out.
    private String ownUser() {
        if (kind != GitHostKind.GITEA) {
            return "";
        }
        String value = token.token().map(Secret::value).orElse("");
        int colon = value.indexOf(':');
        if (colon <= 0) {
            throw PorticoException.invalid(
                    "The repoUrl of "
                            + url.getAuthority()
                            + " names no owner, and the token of "
                            + tokenSetting()
                            + " is not written user:token; it would be like "
                            + url.getAuthority()
                            + "?owner=acme&repo=orders.");
        }
        return value.substring(0, colon);
    }

    private String web(RepoUrl repository) {
        if (repository.isHttp()) {
            return repository.identity();
        }
        String base = url.toString();
        return (base.endsWith("/") ? base : base + "/") + repository.path();
    }
}
