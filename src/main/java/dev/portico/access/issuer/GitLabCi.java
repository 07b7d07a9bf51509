package dev.portico.access.issuer;

import dev.portico.access.CiJob;
import dev.portico.access.principal.Principal;
import dev.portico.platform.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Jobs of GitLab CI, by the claims that GitLab documents for its ID tokens.
///
/// @param name of the issuer in the configuration
/// @param host where its projects are
/// @param trusted sources of pipelines whose jobs count
record GitLabCi(String name, String host, Set<String> trusted) implements Speaker {
    static final Set<String> TRUSTED =
            Set.of(
                    "push",
                    "web",
                    "schedule",
                    "api",
                    "trigger",
                    "pipeline",
                    "parent_pipeline",
                    "chat",
                    "webide",
                    "ondemand_dast_scan");

    @Override
    public Principal principal(JsonObject claims) {
        String project = CiClaims.require(name, claims, "project_path");
        String source = CiClaims.require(name, claims, "pipeline_source");
        String ref = ref(claims);
        return CiClaims.principal(
                new CiJob(
                        name,
                        project,
                        CiClaims.require(name, claims, "project_id"),
                        host + "/" + project,
                        ref,
                        CiClaims.require(name, claims, "sha"),
                        source,
                        file(project, CiClaims.find(claims, "ci_config_ref_uri")),
                        CiClaims.find(claims, "environment"),
                        TrustedEvents.contain(trusted, source) && CiClaims.isOwnRef(ref)),
                claims);
    }

    /// Pipelines of merge requests have `refs/merge-requests/...` here.
    private String ref(JsonObject claims) {
        @Nullable String path = CiClaims.find(claims, "ref_path");
        if (path != null) {
            return path;
        }
        String type = CiClaims.require(name, claims, "ref_type");
        return (type.equals("tag") ? "refs/tags/" : "refs/heads/")
                + CiClaims.require(name, claims, "ref");
    }

    /// `gitlab.com/acme/orders//.gitlab-ci.yml@refs/heads/main` without what goes without saying;
    /// null for a file of another project.
    private static @Nullable String file(String project, @Nullable String uri) {
        int file = uri == null ? -1 : uri.indexOf("//");
        int at = uri == null ? -1 : uri.indexOf('@', Math.max(file, 0));
        return uri != null
                        && file > 0
                        && at > file
                        && uri.substring(0, file).endsWith("/" + project)
                ? uri.substring(file + 2, at)
                : null;
    }
}
