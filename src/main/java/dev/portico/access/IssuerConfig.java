package dev.portico.access;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings of someone who says in signed tokens (JWT) who calls.
public interface IssuerConfig {
    /// Whom its tokens speak of.
    Kind kind();

    /// What `iss` of its tokens must be; by default what its kind has everywhere.
    Optional<String> issuer();

    /// What `aud` of its tokens must hold one of, so that no token that was made for another
    /// program counts here. Required, but for `backstage`.
    Optional<List<String>> audience();

    /// Where its keys are; else where its `/.well-known/openid-configuration` says.
    Optional<URI> jwksUrl();

    /// File with its keys instead, read again when it changes.
    Optional<Path> jwksFile();

    /// File with a token that is sent when its keys are asked for.
    Optional<Path> tokenFile();

    /// Certificates (PEM) that the server with its keys is checked with.
    Optional<Path> caFile();

    /// Permissions that its tokens are limited to, with `*` for all that begin so; else not
    /// limited.
    Optional<List<String>> scopes();

    /// For `people`: the claim that says who they are.
    @WithDefault("email")
    String userClaim();

    /// For `people`: the field of a User that has the claim's value: a path, as
    /// `spec.profile.email`, or `metadata.name`.
    @WithDefault("spec.profile.email")
    String userField();

    /// For `people`: the claim with names or refs of groups they also belong to; else only what the
    /// catalog says counts.
    Optional<String> groupsClaim();

    /// For CI: where its repositories are, as `https://git.example.com`; by default what its kind
    /// has.
    Optional<URI> repositoryHost();

    /// For `ci`: names of claims by what they say: `repository`, `repository-id`, `ref`, `commit`,
    /// `event`, `workflow`, `environment`.
    Map<String, String> claims();

    /// For CI: what may have started a job whose word counts; `*` for anything. By default what
    /// nobody from outside can start; for `ci` nothing.
    Optional<List<String>> trustedEvents();

    /// For `kubernetes`: the cluster's name; by default the issuer's.
    Optional<String> cluster();

    /// Whom tokens speak of.
    enum Kind {
        PEOPLE,
        GITHUB_ACTIONS,
        GITLAB_CI,
        CI,
        KUBERNETES,
        BACKSTAGE
    }
}
