package dev.portico.runtime.match;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A repository, or a folder in it, however its URL is written.
///
/// @param repository host and path in lower case, without `.git`: `github.com/acme/orders`
/// @param folder without slashes at its ends; empty for the root
record RepositoryPlace(String repository, String folder) {
    static final RepositoryPlace NONE = new RepositoryPlace("", "");

    private static final Pattern SCP = Pattern.compile("[^@/]+@([^:/]+):(?!//)(.+)");
    private static final Pattern SCHEME = Pattern.compile("(?i)(?:git\\+)?[a-z]+://");

    /// Where hosts begin the part of a browse URL that is no repository: branch, then path.
    private static final Pattern BROWSE =
            Pattern.compile("/(?:-/)?(?:tree|blob|raw|edit|src)/(?:branch/|tag/)?[^/]+/?");

    /// @param url a URL to clone or to browse, or a location as annotations have it
    static RepositoryPlace of(String url) {
        String text = url.trim();
        if (text.startsWith("url:")) {
            text = text.substring("url:".length());
        }
        Matcher scp = SCP.matcher(text);
        if (scp.matches()) {
            text = scp.group(1) + '/' + scp.group(2);
        } else {
            Matcher scheme = SCHEME.matcher(text);
            if (!scheme.lookingAt()) {
                return NONE;
            }
            text = text.substring(scheme.end());
            int user = text.indexOf('@');
            int slash = text.indexOf('/');
            text = user >= 0 && user < slash ? text.substring(user + 1) : text;
        }
        int end = text.indexOf('?') >= 0 ? text.indexOf('?') : text.length();
        text = text.substring(0, end);
        Matcher browse = BROWSE.matcher(text);
        String folder = "";
        if (browse.find()) {
            folder = trim(text.substring(browse.end()));
            text = text.substring(0, browse.start());
        }
        text = trim(text);
        if (text.endsWith(".git")) {
            text = text.substring(0, text.length() - ".git".length());
        }
        return text.indexOf('/') < 0
                ? NONE
                : new RepositoryPlace(text.toLowerCase(Locale.ROOT), folder);
    }

    /// The folder of a file.
    RepositoryPlace parent() {
        int slash = folder.lastIndexOf('/');
        return new RepositoryPlace(repository, slash < 0 ? "" : folder.substring(0, slash));
    }

    boolean isNone() {
        return repository.isEmpty();
    }

    static String trim(String path) {
        int from = 0;
        int to = path.length();
        while (from < to && path.charAt(from) == '/') {
            from++;
        }
        while (to > from && path.charAt(to - 1) == '/') {
            to--;
        }
        return path.substring(from, to);
    }
}
