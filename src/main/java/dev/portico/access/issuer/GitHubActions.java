package dev.portico.access.issuer;

import dev.portico.access.CiJob;
import dev.portico.access.principal.Principal;
import dev.portico.platform.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Jobs of GitHub Actions, by the claims that GitHub documents for its OIDC tokens.
///
/// @param name of the issuer in the configuration
/// @param host where its repositories are
/// @param trusted events whose jobs count; those of `workflow_run` and `issue_comment` run on the
///     default branch too, but for what a fork or a stranger did
record GitHubActions(String name, String host, Set<String> trusted) implements Speaker {
    static final Set<String> TRUSTED =
            Set.of(
                    "push",
                    "workflow_dispatch",
                    "repository_dispatch",
                    "schedule",
                    "release",
                    "create",
                    "deployment",
                    "deployment_status",
                    "merge_group",
                    "registry_package");

    @Override
    public Principal principal(JsonObject claims) {
        String repository = CiClaims.require(name, claims, "repository");
        String ref = CiClaims.require(name, claims, "ref");
        String event = CiClaims.require(name, claims, "event_name");
        return CiClaims.principal(
                new CiJob(
                        name,
                        repository,
                        CiClaims.require(name, claims, "repository_id"),
                        host + "/" + repository,
                        ref,
                        CiClaims.require(name, claims, "sha"),
                        event,
                        workflow(repository, CiClaims.find(claims, "workflow_ref")),
                        CiClaims.find(claims, "environment"),
                        TrustedEvents.contain(trusted, event) && CiClaims.isOwnRef(ref)),
                claims);
    }

    /// `acme/orders/.github/workflows/ci.yaml@refs/heads/main` without what goes without saying;
    /// null for a file of another repository.
    private static @Nullable String workflow(String repository, @Nullable String ref) {
        int at = ref == null ? -1 : ref.indexOf('@');
        String start = repository + "/";
        return ref != null && at > start.length() && ref.startsWith(start)
                ? ref.substring(start.length(), at)
                : null;
    }
}
