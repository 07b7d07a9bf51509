package dev.portico.scm;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Writes addresses of files the way each kind of host does. Pure.
final class BrowseFormat {
    /// What the address is to show.
    enum View {
        FILE,
        FOLDER,
        EDIT
    }

    private BrowseFormat() {}

    static String format(
            GitHostKind kind, View view, String repository, String branch, String path) {
        String ref = encode(branch);
        String file = encode(path);
        return switch (kind) {
            case GITHUB, GENERIC -> join(repository, pick(view, "blob", "tree", "edit"), ref, file);
            case GITLAB -> join(repository, "-", pick(view, "blob", "tree", "edit"), ref, file);
            case GITEA ->
                    join(
                            repository,
                            pick(view, "src", "src", "_edit"),
                            giteaRef(view, branch),
                            file);
            case BITBUCKET -> {
                String url = join(repository, "src", ref, file);
                yield view == View.EDIT ? url + "?mode=edit&at=" + ref : url;
            }
            case BITBUCKET_SERVER ->
                    join(bitbucketProject(repository), "browse", "", file) + "?at=" + query(branch);
            case AZURE ->
                    azureRepository(repository)
                            + "?path=/"
                            + file
                            + "&version="
                            + (isCommit(branch) ? "GC" : "GB")
                            + query(branch);
        };
    }

    static boolean isCommit(String ref) {
        return ref.matches("[0-9a-f]{40}([0-9a-f]{24})?");
    }

    private static String giteaRef(View view, String branch) {
        if (view == View.EDIT) {
            return encode(branch);
        }
        return (isCommit(branch) ? "commit/" : "branch/") + encode(branch);
    }

    private static String pick(View view, String file, String folder, String edit) {
        return switch (view) {
            case FILE -> file;
            case FOLDER -> folder;
            case EDIT -> edit;
        };
    }

    /// `https://host/scm/key/repo` and `https://host/key/repo` become the browser's form.
    private static String bitbucketProject(String repository) {
        if (repository.contains("/projects/") && repository.contains("/repos/")) {
            return repository;
        }
        int name = repository.lastIndexOf('/');
        int key = repository.lastIndexOf('/', name - 1);
        String base = repository.substring(0, key);
        if (base.endsWith("/scm")) {
            base = base.substring(0, base.length() - 4);
        }
        return base
                + "/projects/"
                + repository.substring(key + 1, name)
                + "/repos/"
                + repository.substring(name + 1);
    }

    private static String azureRepository(String repository) {
        if (repository.contains("/_git/")) {
            return repository;
        }
        int v3 = repository.indexOf("/v3/");
        if (v3 < 0) {
            return repository;
        }
        String[] parts = repository.substring(v3 + 4).split("/", 3);
        return parts.length < 3
                ? repository
                : "https://dev.azure.com/" + parts[0] + "/" + parts[1] + "/_git/" + parts[2];
    }

    private static String join(String... parts) {
        StringBuilder url = new StringBuilder();
        for (String part : parts) {
            if (!part.isEmpty()) {
                url.append(url.isEmpty() ? "" : "/").append(part);
            }
        }
        return url.toString();
    }

    /// Percent-encodes what can't stand in a path; slashes stay.
    private static String encode(String text) {
        return query(text).replace("+", "%20").replace("%2F", "/").replace("%40", "@");
    }

    private static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/");
    }
}
