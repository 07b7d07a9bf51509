package dev.portico.access;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Settings of an identity provider that people sign in at with a browser.
public interface ProviderConfig {
    /// Its address, as `https://login.example.com/realms/acme`; what it can is read from
    /// `/.well-known/openid-configuration` below.
    URI issuer();

    /// As it knows this program.
    String clientId();

    /// What the program proves to it that it is this program.
    Optional<String> clientSecret();

    /// File with that, instead.
    Optional<Path> clientSecretFile();

    /// What the button says; by default the provider's name here.
    Optional<String> title();

    /// What is asked for, beside `openid`.
    @WithDefault("profile,email")
    List<String> scopes();

    /// Whether to ask for claims that its tokens do not have (userinfo).
    @WithDefault("false")
    boolean userInfo();

    /// The claim that says who they are.
    @WithDefault("email")
    String userClaim();

    /// The field of a User that has the claim's value: a path, as `spec.profile.email`, or
    /// `metadata.name`.
    @WithDefault("spec.profile.email")
    String userField();

    /// The claim with names or refs of groups they also belong to; else only what the catalog says
    /// counts.
    Optional<String> groupsClaim();
}
