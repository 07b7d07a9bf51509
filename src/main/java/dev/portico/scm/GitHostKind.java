package dev.portico.scm;

import java.util.Locale;

/// What software a Git host runs; it decides how addresses of files are written.
public enum GitHostKind {
    GITHUB,
    GITLAB,
    GITEA,
    BITBUCKET,
    BITBUCKET_SERVER,
    AZURE,
    GENERIC;

    /// The kind that a host's name gives away; GENERIC when it does not.
    public static GitHostKind guess(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("bitbucket.org") || name.equals("api.bitbucket.org")) {
            return BITBUCKET;
        }
        if (name.equals("dev.azure.com") || name.endsWith(".visualstudio.com")) {
            return AZURE;
        }
        if (name.contains("gitlab")) {
            return GITLAB;
        }
        if (name.contains("gitea") || name.contains("forgejo") || name.equals("codeberg.org")) {
            return GITEA;
        }
        if (name.contains("github")) {
            return GITHUB;
        }
        return name.startsWith("bitbucket.") || name.startsWith("stash.")
                ? BITBUCKET_SERVER
                : GENERIC;
    }
}
