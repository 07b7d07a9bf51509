package dev.portico.scm;

import dev.portico.scm.BrowseUrl.RefType;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads addresses of files the way each kind of host writes them. Pure.
final class BrowseParser {
    private static final Set<String> VIEWS = Set.of("blob", "tree", "raw", "edit", "blame");
    private static final Set<String> GITEA_VIEWS = Set.of("src", "raw", "media", "blame");
    private static final Set<String> BITBUCKET_VIEWS = Set.of("src", "raw", "annotate");

    private BrowseParser() {}

    /// Empty when it is not the address of a file or folder of a repository on such a host.
    static Optional<BrowseUrl> parse(GitHostKind kind, String url) {
        URI uri;
        try {
            uri = new URI(url.strip().replace(" ", "%20"));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        if (uri.getHost() == null || uri.getPath() == null || uri.getUserInfo() != null) {
            return Optional.empty();
        }
        Address address = new Address(uri, segments(uri.getPath()));
        return switch (kind) {
            case GITHUB -> github(address);
            case GITLAB -> gitlab(address);
            case GITEA -> gitea(address, true);
            case BITBUCKET -> bitbucket(address);
            case BITBUCKET_SERVER -> bitbucketServer(address);
            case AZURE -> azure(address);
            case GENERIC -> generic(address);
        };
    }

    private record Address(URI uri, List<String> segments) {
        BrowseUrl browse(int repositoryEnd, RefType type, @Nullable String ref, int restStart) {
            return new BrowseUrl(
                    repository(String.join("/", segments.subList(0, repositoryEnd))),
                    type,
                    ref,
                    rest(restStart));
        }

        RepoUrl repository(String path) {
            return RepoUrl.parse(
                    new RepoUrl(
                                    uri.getScheme().toLowerCase(Locale.ROOT),
                                    null,
                                    uri.getHost(),
                                    uri.getPort(),
                                    path)
                            .identity());
        }

        String rest(int start) {
            return String.join("/", segments.subList(Math.min(start, size()), size()));
        }

        int size() {
            return segments.size();
        }

        boolean at(int index, Set<String> names) {
            return index < size() && names.contains(segments.get(index));
        }

        Optional<String> query(String name) {
            String query = uri.getRawQuery();
            if (query == null) {
                return Optional.empty();
            }
            return Arrays.stream(query.split("&"))
                    .filter(pair -> pair.startsWith(name + "="))
                    .map(pair -> pair.substring(name.length() + 1))
                    .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                    .findFirst();
        }
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    }

    private static Optional<BrowseUrl> github(Address a) {
        if (a.uri().getHost().equals("raw.githubusercontent.com") && a.size() > 3) {
            int ref = a.at(2, Set.of("refs")) ? 4 : 2;
            RepoUrl repository =
                    new RepoUrl(
                            "https",
                            null,
                            "github.com",
                            -1,
                            a.segments().get(0) + "/" + a.segments().get(1));
            return Optional.of(new BrowseUrl(repository, RefType.ANY, null, a.rest(ref)));
        }
        if (!a.at(2, VIEWS) || a.size() < 4) {
            return Optional.empty();
        }
        boolean full = a.at(3, Set.of("refs")) && a.at(4, Set.of("heads", "tags"));
        return Optional.of(a.browse(2, RefType.ANY, null, full ? 5 : 3));
    }

    private static Optional<BrowseUrl> gitlab(Address a) {
        int dash = a.segments().indexOf("-");
        if (dash >= 2 && a.at(dash + 1, VIEWS) && a.size() > dash + 2) {
            return Optional.of(a.browse(dash, RefType.ANY, null, dash + 2));
        }
        for (int i = 2; i < a.size() - 1; i++) {
            if (a.at(i, VIEWS)) {
                return Optional.of(a.browse(i, RefType.ANY, null, i + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<BrowseUrl> gitea(Address a, boolean loose) {
        for (int i = 2; i < a.size() - 1; i++) {
            if (a.at(i, GITEA_VIEWS) && a.at(i + 1, Set.of("branch", "tag", "commit"))) {
                String type = a.segments().get(i + 1).toUpperCase(Locale.ROOT);
                return Optional.of(a.browse(i, RefType.valueOf(type), null, i + 2));
            }
            if (loose && (a.at(i, Set.of("_edit")) || a.at(i, GITEA_VIEWS))) {
                return Optional.of(a.browse(i, RefType.ANY, null, i + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<BrowseUrl> bitbucket(Address a) {
        if (!a.at(2, BITBUCKET_VIEWS) || a.size() < 4) {
            return Optional.empty();
        }
        Optional<String> at = a.query("at");
        if (at.isPresent()) {
            return Optional.of(a.browse(2, RefType.BRANCH, shortRef(at.get()), 4));
        }
        return Optional.of(a.browse(2, RefType.ANY, null, 3));
    }

    private static Optional<BrowseUrl> bitbucketServer(Address a) {
        int repos = a.segments().indexOf("repos");
        if (repos < 2
                || !a.at(repos - 2, Set.of("projects", "users"))
                || !a.at(repos + 2, Set.of("browse", "raw"))) {
            return Optional.empty();
        }
        String owner = a.segments().get(repos - 1).toLowerCase(Locale.ROOT);
        String base = String.join("/", a.segments().subList(0, repos - 2));
        String path =
                (base.isEmpty() ? "" : base + "/")
                        + "scm/"
                        + (a.at(repos - 2, Set.of("users")) ? "~" : "")
                        + owner
                        + "/"
                        + a.segments().get(repos + 1);
        String ref = a.query("at").map(BrowseParser::shortRef).orElse(null);
        return Optional.of(
                new BrowseUrl(
                        a.repository(path),
                        RefType.ANY,
                        ref == null ? "HEAD" : ref,
                        a.rest(repos + 3)));
    }

    private static Optional<BrowseUrl> azure(Address a) {
        int git = a.segments().indexOf("_git");
        Optional<String> path = a.query("path");
        if (git < 1 || git + 2 != a.size() || path.isEmpty()) {
            return Optional.empty();
        }
        String version = a.query("version").orElse("");
        RefType type =
                version.startsWith("GB")
                        ? RefType.BRANCH
                        : version.startsWith("GT")
                                ? RefType.TAG
                                : version.startsWith("GC") ? RefType.COMMIT : RefType.ANY;
        String ref = type == RefType.ANY ? "HEAD" : version.substring(2);
        return Optional.of(
                new BrowseUrl(
                        a.repository(a.uri().getPath()),
                        type,
                        ref,
                        String.join("/", segments(path.get()))));
    }

    private static Optional<BrowseUrl> generic(Address a) {
        if (a.segments().contains("-")) {
            return gitlab(a);
        }
        if (a.segments().contains("_git")) {
            return azure(a);
        }
        return bitbucketServer(a).or(() -> gitea(a, false)).or(() -> github(a));
    }

    private static String shortRef(String ref) {
        return ref.replaceFirst("^refs/(heads|tags)/", "");
    }
}
