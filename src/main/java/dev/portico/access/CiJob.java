package dev.portico.access;

import org.jspecify.annotations.Nullable;

/// The job of a CI system that calls, by what its provider's token says.
///
/// @param issuer name of the issuer in the configuration, as `github`
/// @param repository its path at the host, as `acme/orders`; it may change hands
/// @param repositoryId the host's number for it, which stays when it is renamed and is never given
///     twice
/// @param repositoryUrl where the repository is, as `https://github.com/acme/orders`
/// @param ref full name of what the job runs for, as `refs/heads/main`
/// @param commit id of the commit the job runs for
/// @param event what started it, as `push`; null when the provider does not say
/// @param workflow file of the job's definition, as `.github/workflows/catalog.yaml`; null when the
///     provider does not say
/// @param environment of the deployment; null for none
/// @param trusted false when what started it may come from outside of the repository: a pull
///     request, from a fork or not
public record CiJob(
        String issuer,
        String repository,
        String repositoryId,
        String repositoryUrl,
        String ref,
        String commit,
        @Nullable String event,
        @Nullable String workflow,
        @Nullable String environment,
        boolean trusted) {}
