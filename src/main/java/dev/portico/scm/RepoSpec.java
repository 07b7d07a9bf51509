package dev.portico.scm;

import dev.portico.platform.PorticoException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A repository as templates of Backstage name it: `github.com?owner=acme&repo=orders`, Azure's
/// `dev.azure.com?organization=acme&project=shop&repo=orders`. A web address of the repository is
/// taken too. The host `local` stands for bare repositories of this program. Pure.
///
/// @param host with its port when it has one, lower case
/// @param path below which the host's software lives, as `gitea`; empty when at the top
/// @param owner user, organisation or group (with slashes for groups in groups)
/// @param project Azure's project, or that of Bitbucket
/// @param workspace Bitbucket Cloud's
public record RepoSpec(
        String host,
        String path,
        @Nullable String owner,
        @Nullable String repo,
        @Nullable String organization,
        @Nullable String project,
        @Nullable String workspace) {
    /// The host that stands for bare repositories of this program.
    public static final String LOCAL = "local";

    /// INVALID_INPUT when it is none, with how it would be right.
    public static RepoSpec parse(String text) {
        String spec = text.strip().replaceFirst("^https?://", "");
        int question = spec.indexOf('?');
        String place = trim(question < 0 ? spec : spec.substring(0, question));
        int slash = place.indexOf('/');
        String host = (slash < 0 ? place : place.substring(0, slash)).toLowerCase(Locale.ROOT);
        String path = slash < 0 ? "" : place.substring(slash + 1);
        if (host.isEmpty() || !host.matches("[a-z0-9._-]+(:[0-9]{1,5})?")) {
            throw invalid(text, "it begins with no host");
        }
        if (question >= 0) {
            Map<String, String> values = query(spec.substring(question + 1));
            return new RepoSpec(
                    host,
                    path,
                    values.get("owner"),
                    values.get("repo"),
                    values.get("organization"),
                    values.get("project"),
                    values.get("workspace"));
        }
        String repository = path.endsWith(".git") ? path.substring(0, path.length() - 4) : path;
        if (repository.matches("[^/]+/[^/]+/_git/[^/]+")) {
            String[] parts = repository.split("/");
            return new RepoSpec(host, "", null, parts[3], parts[0], parts[1], null);
        }
        int last = repository.lastIndexOf('/');
        if (last < 0) {
            throw invalid(text, "it names no repository");
        }
        return new RepoSpec(
                host,
                "",
                repository.substring(0, last),
                repository.substring(last + 1),
                null,
                null,
                null);
    }

    private static Map<String, String> query(String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = trim(decode(pair.substring(equals + 1)));
                if (!value.isEmpty()) {
                    values.putIfAbsent(pair.substring(0, equals), value);
                }
            }
        }
        return values;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private static String trim(String text) {
        return text.strip().replaceAll("^/+|/+$", "");
    }

    private static PorticoException invalid(String text, String why) {
        return PorticoException.invalid(
                "'"
                        + RepoUrl.withoutCredentials(text)
                        + "' is no repoUrl: "
                        + why
                        + "; it would be like github.com?owner=acme&repo=orders.");
    }

    /// INVALID_INPUT, with how it would be right, when a host of this kind needs more.
    public void requireComplete(GitHostKind kind) {
        String absent =
                switch (kind) {
                    case AZURE -> missing(organization, "organization", azureProject(), "project");
                    case BITBUCKET_SERVER -> missing(project, "project", project, "project");
                    case BITBUCKET -> missing(workspace, "workspace", project, "project");
                    case GITEA -> "";
                    case GITLAB -> project == null ? missing(owner, "owner", owner, "owner") : "";
                    case GITHUB, GENERIC -> missing(owner, "owner", owner, "owner");
                };
        if (absent.isEmpty() && repo == null && !(kind == GitHostKind.GITLAB && project != null)) {
            absent = "repo";
        }
        if (!absent.isEmpty()) {
            throw PorticoException.invalid(
                    "The repoUrl of "
                            + host
                            + " names no "
                            + absent
                            + "; it would be like "
                            + host
                            + example(kind)
                            + ".");
        }
    }

    private static String missing(
            @Nullable String one, String oneName, @Nullable String other, String otherName) {
        return one == null ? oneName : other == null ? otherName : "";
    }

    private static String example(GitHostKind kind) {
        return switch (kind) {
            case AZURE -> "?organization=acme&project=shop&repo=orders";
            case BITBUCKET_SERVER -> "?project=SHOP&repo=orders";
            case BITBUCKET -> "?workspace=acme&project=SHOP&repo=orders";
            default -> "?owner=acme&repo=orders";
        };
    }

    /// Azure's project; older templates call it the owner.
    public @Nullable String azureProject() {
        return project == null ? owner : project;
    }

    public boolean isLocal() {
        return host.equals(LOCAL);
    }
}
