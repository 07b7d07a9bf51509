package dev.portico.access.issuer;

import dev.portico.access.Directory;
import dev.portico.access.IssuerConfig;
import dev.portico.access.IssuerConfig.Kind;
import dev.portico.access.Viewer;
import dev.portico.access.issuer.Verifier.Terms;
import dev.portico.access.principal.UserMatch;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/// Makes issuers as the configuration describes them.
final class Issuers {
    private final Directory directory;
    private final OutgoingPolicy policy;
    private final Clock clock;

    Issuers(Directory directory, OutgoingPolicy policy, Clock clock) {
        this.directory = directory;
        this.policy = policy;
        this.clock = clock;
    }

    /// INVALID_INPUT, with the setting, for one that can't be.
    Issuer of(String name, IssuerConfig config) {
        String setting = "portico.access.issuers." + name;
        String issuer = issuer(setting, config);
        KeyReader reader = new KeyReader(setting, KeyReader.Place.of(config), policy);
        if (config.kind() == Kind.BACKSTAGE) {
            return new BackstageIssuer(
                    name, issuer, config.audience().orElse(List.of("backstage")), reader, clock);
        }
        List<String> audience = config.audience().orElse(List.of());
        if (audience.isEmpty()) {
            throw PorticoException.invalid(
                    setting
                            + ".audience is missing: it says which of the issuer's tokens are for"
                            + " this program, as its address; the caller asks the issuer for a token"
                            + " with it.");
        }
        return new OidcIssuer(
                new Verifier(clock),
                new Terms(
                        "the issuer " + name,
                        issuer,
                        audience,
                        setting + ".audience",
                        new CachedKeys("the issuer " + name, () -> reader.read(issuer), clock)),
                speaker(name, setting, config, issuer),
                config.scopes().map(Viewer.Scopes::new).orElse(null));
    }

    /// What `iss` must be.
    static String issuer(String setting, IssuerConfig config) {
        return config.issuer()
                .orElseGet(
                        () ->
                                switch (config.kind()) {
                                    case GITHUB_ACTIONS ->
                                            "https://token.actions.githubusercontent.com";
                                    case GITLAB_CI -> "https://gitlab.com";
                                    case KUBERNETES ->
                                            "https://kubernetes.default.svc.cluster.local";
                                    case PEOPLE, CI, BACKSTAGE ->
                                            throw PorticoException.invalid(
                                                    setting
                                                            + ".issuer is missing; it is what the"
                                                            + " claim iss of the tokens is.");
                                });
    }

    private Speaker speaker(String name, String setting, IssuerConfig config, String issuer) {
        return switch (config.kind()) {
            case PEOPLE -> {
                UserMatch match =
                        new UserMatch(
                                setting,
                                config.userClaim(),
                                config.userField(),
                                config.groupsClaim().orElse(null),
                                "OIDC " + name);
                yield claims -> match.require(claims, directory);
            }
            case GITHUB_ACTIONS ->
                    new GitHubActions(
                            name,
                            host(config, "https://github.com"),
                            trusted(config, GitHubActions.TRUSTED));
            case GITLAB_CI ->
                    new GitLabCi(name, host(config, issuer), trusted(config, GitLabCi.TRUSTED));
            case CI ->
                    new MappedCi(
                            name,
                            config.repositoryHost()
                                    .map(Issuers::withoutSlash)
                                    .orElseThrow(
                                            () ->
                                                    PorticoException.invalid(
                                                            setting
                                                                    + ".repository-host is missing;"
                                                                    + " it is where the"
                                                                    + " repositories are, as"
                                                                    + " https://git.example.com.")),
                            config.claims(),
                            trusted(config, Set.of()));
            case KUBERNETES -> new KubernetesAccounts(config.cluster().orElse(name));
            case BACKSTAGE -> throw new IllegalStateException("has no speaker");
        };
    }

    private static Set<String> trusted(IssuerConfig config, Set<String> usual) {
        return config.trustedEvents().map(Set::copyOf).orElse(usual);
    }

    private static String host(IssuerConfig config, String usual) {
        return withoutSlash(config.repositoryHost().orElseGet(() -> URI.create(usual)));
    }

    private static String withoutSlash(URI url) {
        return url.toString().replaceFirst("/+$", "");
    }
}
