package dev.portico.scm;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The address of a Git repository: `https`, `http`, `ssh` (also as `git@host:path`), `git`, or a
/// local folder (a path or `file://`). Credentials in an address are refused, so that none can be
/// shown.
///
/// @param scheme `https`, `http`, `ssh`, `git` or `file`
/// @param user user of an ssh address; null for the default, `git`
/// @param host lower case; empty for a local folder
/// @param port -1 for the default of the scheme
/// @param path without leading or trailing slash and without `.git`, as `acme/orders`; the
///     absolute path of a local folder
public record RepoUrl(String scheme, @Nullable String user, String host, int port, String path) {
    private static final Pattern SCP =
            Pattern.compile("(?:([^@/:\\s]+)@)?([^@/:\\s]{2,}):([^\\s]+)");

    /// Reads an address as it stands in configuration or in an event; INVALID_INPUT when it is
    /// none.
    public static RepoUrl parse(String text) {
        String url = text.strip();
        if (url.contains("://")) {
            return ofUri(url);
        }
        Matcher scp = SCP.matcher(url);
        if (scp.matches() && !url.startsWith("/") && !url.startsWith(".")) {
            return remote("ssh", scp.group(1), scp.group(2), -1, scp.group(3), url);
        }
        if (url.isEmpty()) {
            throw PorticoException.invalid(
                    "A repository has no url; give an https or ssh address or a local path.");
        }
        try {
            return ofPath(Path.of(url));
        } catch (InvalidPathException e) {
            throw new PorticoException(
                    ErrorCode.INVALID_INPUT,
                    "'" + url + "' is not a path and not the address of a repository.",
                    e);
        }
    }

    /// The address of a local folder.
    public static RepoUrl ofPath(Path folder) {
        return new RepoUrl("file", null, "", -1, folder.toAbsolutePath().normalize().toString());
    }

    private static RepoUrl ofUri(String url) {
        URI uri;
        try {
            uri = new URI(url.replace(" ", "%20"));
        } catch (URISyntaxException e) {
            throw PorticoException.invalid(
                    "'" + withoutCredentials(url) + "' is not the address of a repository.");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String user = uri.getUserInfo();
        return switch (scheme) {
            case "file" -> ofPath(Path.of(uri.getPath() == null ? "/" : uri.getPath()));
            case "https", "http", "git" -> {
                if (user != null) {
                    throw PorticoException.invalid(
                            "The address "
                                    + withoutCredentials(url)
                                    + " holds credentials; leave them out and set"
                                    + " portico.source.git.hosts.<name>.token or token-file.");
                }
                yield remote(scheme, null, uri.getHost(), uri.getPort(), uri.getPath(), url);
            }
            case "ssh", "git+ssh", "ssh+git" -> {
                if (user != null && user.contains(":")) {
                    throw PorticoException.invalid(
                            "The address "
                                    + withoutCredentials(url)
                                    + " holds a password; ssh uses keys, leave it out.");
                }
                yield remote("ssh", user, uri.getHost(), uri.getPort(), uri.getPath(), url);
            }
            default ->
                    throw PorticoException.invalid(
                            "'"
                                    + withoutCredentials(url)
                                    + "' has the scheme "
                                    + scheme
                                    + "; a repository's is https, http, ssh, git or file.");
        };
    }

    private static RepoUrl remote(
            String scheme,
            @Nullable String user,
            @Nullable String host,
            int port,
            @Nullable String rawPath,
            String url) {
        String path = trim(rawPath == null ? "" : rawPath);
        if (host == null || path.isEmpty()) {
            throw PorticoException.invalid(
                    "'"
                            + withoutCredentials(url)
                            + "' names no repository; it would be like"
                            + " https://git.example.com/acme/orders.");
        }
        int known = defaultPort(scheme);
        String shownUser = "git".equals(user) ? null : user;
        return new RepoUrl(
                scheme, shownUser, host.toLowerCase(Locale.ROOT), port == known ? -1 : port, path);
    }

    private static String trim(String rawPath) {
        String path = rawPath;
        while (path.startsWith("/")) {
            path = path.substring(1);
        }
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path.endsWith(".git") ? path.substring(0, path.length() - 4) : path;
    }

    static int defaultPort(String scheme) {
        return switch (scheme) {
            case "https" -> 443;
            case "http" -> 80;
            case "ssh" -> 22;
            case "git" -> 9418;
            default -> -1;
        };
    }

    /// The text with user and password taken out of an address.
    public static String withoutCredentials(String url) {
        return url.replaceAll("://[^/@\\s]*@", "://");
    }

    public boolean isLocal() {
        return scheme.equals("file");
    }

    public boolean isHttp() {
        return scheme.startsWith("http");
    }

    /// The folder of a local address.
    public Path folder() {
        return Path.of(path);
    }

    public int effectivePort() {
        return port < 0 ? defaultPort(scheme) : port;
    }

    /// `host` or `host:port`.
    public String authority() {
        String name = host.contains(":") && !host.startsWith("[") ? '[' + host + ']' : host;
        return port < 0 ? name : name + ":" + port;
    }

    /// What tells this repository from all others, in one spelling: `https://host/acme/orders`, or
    /// the absolute path. Safe to show.
    public String identity() {
        return isLocal() ? path : scheme + "://" + authority() + "/" + path;
    }

    /// What events of a push are compared by: the identity, without regard to case for a remote
    /// one, as hosts don't regard it either.
    public String pushKey() {
        return isLocal() ? path : identity().toLowerCase(Locale.ROOT);
    }

    /// The address to fetch from. Hosts take the path without `.git`.
    public String fetchUrl() {
        if (isLocal()) {
            return path;
        }
        String login = scheme.equals("ssh") ? (user == null ? "git" : user) + "@" : "";
        return scheme + "://" + login + authority() + "/" + path;
    }

    /// Where a browser finds it, when that follows from the address.
    public String webUrl() {
        if (isLocal()) {
            return path;
        }
        return isHttp() ? identity() : "https://" + host + "/" + path;
    }

    @Override
    public String toString() {
        return identity();
    }
}
