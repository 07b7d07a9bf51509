package dev.portico.ownership;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// Settings of ownership.
@ConfigMapping(prefix = "portico.ownership")
public interface OwnershipConfig {
    /// Which jobs of a repository with several owners may claim what lies where.
    List<CiRule> ciRules();

    /// A job for which all that is named here holds may claim any owner, and any other field, for
    /// entities whose file lies in these paths.
    interface CiRule {
        /// Path of the repository at its host, as `acme/shop`; with `*` for any name.
        String repository();

        /// File of the job's definition, as `.github/workflows/catalog.yaml`.
        Optional<String> workflow();

        /// Environment of the deployment.
        Optional<String> environment();

        /// Full name of the branch, as `refs/heads/main`.
        Optional<String> ref();

        /// Patterns of paths in the repository, as `services/orders/**`.
        List<String> paths();
    }
}
