package dev.portico.template.action.fetch;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.platform.http.HttpReader;
import dev.portico.scm.BrowseUrl;
import dev.portico.scm.FileTree.TreeFile;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.GitTree;
import dev.portico.scm.RelativePath;
import dev.portico.scm.RemoteAccess;
import dev.portico.scm.RepoUrl;
import dev.portico.template.action.ActionContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds what the `url` of a step means: an address of a folder or file on a Git host, of a file on
/// a web server, or a path relative to the folder of the template. Hosts must be allowed; a
/// relative path stays in the repository or source folder that the template itself came from, and
/// is read at the commit the template was read at.
@Singleton
final class FetchOrigin {
    private final GitRepositories repositories;
    private final HttpReader http;
    private final DiskBase disk;
    private final LocalFolders folders;

    FetchOrigin(GitRepositories repositories, HttpReader http, LocalFolders folders) {
        this.repositories = repositories;
        this.http = http;
        this.disk = new DiskBase(repositories, folders);
        this.folders = folders;
    }

    /// A file.
    ///
    /// @param name where it is, for messages
    record Content(String name, byte[] bytes, boolean executable) {}

    /// What a step asks for.
    ///
    /// @param token what to sign in with instead of the host's own token
    record Request(String url, @Nullable String token, ActionContext context) {
        @Nullable RemoteAccess access() {
            return token == null || token.isEmpty() ? null : RemoteAccess.given(new Secret(token));
        }
    }

    /// The files of a folder; close it. NOT_FOUND, FORBIDDEN, INVALID_INPUT, TOO_LARGE, or what
    /// is the matter with the host.
    Skeleton folder(Request request) throws IOException {
        switch (place(request, true)) {
            case Place.InGit(GitTree tree, String path) -> {
                try {
                    List<GitTree.Entry> entries =
                            tree.checkout(path)
                                    .orElseThrow(() -> missing("folder", path, tree.url()));
                    return new GitSkeleton(tree, path, entries, repositories.fileLimit());
                } catch (RuntimeException e) {
                    tree.close();
                    throw e;
                }
            }
            case Place.OnDisk(Path path) -> {
                if (!Files.isDirectory(path)) {
                    throw PorticoException.notFound("There is no folder " + path + ".");
                }
                return new FolderSkeleton(path, path.toString(), repositories.fileLimit());
            }
            case Place.OnWeb(URI url) ->
                    throw PorticoException.invalid(
                            url
                                    + " is no address of a folder on a Git host; a folder's would"
                                    + " be like https://git.example.com/acme/templates/src/branch/"
                                    + "main/skeleton.");
        }
    }

    /// A file, as [#folder].
    Content file(Request request) throws IOException {
        switch (place(request, false)) {
            case Place.InGit(GitTree tree, String path) -> {
                try (tree) {
                    return inGit(tree, path);
                }
            }
            case Place.OnDisk(Path path) -> {
                if (!Files.isRegularFile(path)) {
                    throw PorticoException.notFound("There is no file " + path + ".");
                }
                return new Content(
                        path.toString(),
                        FolderSkeleton.read(path, path.toString(), repositories.fileLimit()),
                        Files.isExecutable(path));
            }
            case Place.OnWeb(URI url) -> {
                if (request.access() != null) {
                    throw PorticoException.invalid(
                            "A token is only used with Git hosts; "
                                    + url
                                    + " is on none that is known.");
                }
                byte[] content = http.read(url, null, repositories.fileLimit()).content();
                return new Content(url.toString(), content == null ? new byte[0] : content, false);
            }
        }
    }

    private Content inGit(GitTree tree, String path) {
        TreeFile file = tree.find(path).orElseThrow(() -> missing("file", path, tree.url()));
        if (file.trouble() != null) {
            throw PorticoException.invalid(path + " in " + tree.url() + " " + file.trouble() + ".");
        }
        GitTree.Entry entry = tree.entry(file);
        return new Content(
                tree.url() + "/" + path,
                tree.content(entry, repositories.fileLimit()),
                entry.kind() == GitTree.Entry.Kind.EXECUTABLE);
    }

    private static PorticoException missing(String what, String path, RepoUrl url) {
        return PorticoException.notFound("There is no " + what + " '" + path + "' in " + url + ".");
    }

    private Place place(Request request, boolean folder) throws IOException {
        String url = request.url().strip();
        if (url.isEmpty()) {
            throw PorticoException.invalid("The url of what to fetch is empty.");
        }
        Optional<Path> standIn = folders.standIn(url);
        if (standIn.isPresent()) {
            return new Place.OnDisk(standIn.get());
        }
        if (url.startsWith("file:")) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "The address "
                            + url
                            + " is a file of this machine; templates read relative paths of their"
                            + " own source and addresses of hosts.");
        }
        return RelativePath.isAbsoluteUrl(url)
                ? absolute(url, request, folder)
                : relative(url, request);
    }

    private Place absolute(String url, Request request, boolean folder) {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw PorticoException.invalid("'" + url + "' is not an http or https address.");
        }
        Optional<BrowseUrl> browse = repositories.hosts().browse(url);
        if (browse.isPresent()) {
            BrowseUrl.Split split = repositories.resolve(browse.get(), request.access());
            String ref = "HEAD".equals(split.ref()) ? null : split.ref();
            return new Place.InGit(
                    repositories.open(browse.get().repository(), ref, request.access()),
                    split.path());
        }
        if (folder) {
            // the address of a repository itself is its default branch
            return new Place.InGit(
                    repositories.open(RepoUrl.parse(url), null, request.access()), "");
        }
        return new Place.OnWeb(uri(url));
    }

    private Place relative(String url, Request request) throws IOException {
        String base = request.context().task().baseUrl();
        if (base == null) {
            throw PorticoException.invalid(
                    "The address '"
                            + url
                            + "' is relative, but it is not known where the template was read.");
        }
        if (base.startsWith("file:")) {
            return disk.place(base, url, request.context());
        }
        Optional<BrowseUrl> browse = repositories.hosts().browse(base);
        if (browse.isEmpty()) {
            return new Place.OnWeb(uri(base).resolve(uri(url)));
        }
        Place.InGit folder = base(browse.get(), request);
        try {
            return new Place.InGit(folder.tree(), join(folder.path(), url));
        } catch (RuntimeException e) {
            folder.tree().close();
            throw e;
        }
    }

    /// A path seen from a folder of a repository. FORBIDDEN when it leads out of it.
    static String join(String folder, String url) {
        return RelativePath.resolve(folder.isEmpty() ? "" : folder + "/", url)
                .orElseThrow(
                        () ->
                                new PorticoException(
                                        ErrorCode.FORBIDDEN,
                                        "The address '"
                                                + url
                                                + "' leads out of the repository of the"
                                                + " template."));
    }

    /// The folder of the template, at the commit it was read at where that is known and can be
    /// had, else as its branch is now.
    private Place.InGit base(BrowseUrl browse, Request request) {
        String commit = request.context().task().commit();
        if (commit != null) {
            try {
                GitTree tree = repositories.open(browse.repository(), commit, request.access());
                Optional<String> folder = browse.folderIn(tree);
                if (folder.isPresent()) {
                    return new Place.InGit(tree, folder.get());
                }
                tree.close();
            } catch (PorticoException e) {
                boolean gone =
                        e.code() == ErrorCode.NOT_FOUND || e.code() == ErrorCode.UPSTREAM_FAILED;
                if (!gone) {
                    throw e;
                }
            }
        }
        BrowseUrl.Split split = repositories.resolve(browse, request.access());
        String ref = "HEAD".equals(split.ref()) ? null : split.ref();
        return new Place.InGit(
                repositories.open(browse.repository(), ref, request.access()), split.path());
    }

    private static URI uri(String url) {
        try {
            return URI.create(url.replace(" ", "%20"));
        } catch (IllegalArgumentException e) {
            throw new PorticoException(ErrorCode.INVALID_INPUT, "'" + url + "' is no address.", e);
        }
    }
}
