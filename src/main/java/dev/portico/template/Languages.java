package dev.portico.template;

import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitHosts;
import dev.portico.scm.RepoSpec;
import dev.portico.template.expression.BackstageFilters;
import dev.portico.template.expression.Dialect;
import dev.portico.template.expression.TemplateFunction;
import dev.portico.template.expression.TemplateLanguage;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// The template language as it is spoken here: with Backstage's filters, which know the Git hosts.
@Singleton
public final class Languages {
    /// Hosts that Backstage knows without being told.
    private static final Map<String, GitHostKind> WELL_KNOWN =
            Map.of(
                    "github.com", GitHostKind.GITHUB,
                    "gitlab.com", GitHostKind.GITLAB,
                    "bitbucket.org", GitHostKind.BITBUCKET,
                    "dev.azure.com", GitHostKind.AZURE);

    private final Map<String, TemplateFunction> filters;
    private final TemplateLanguage afterSuccess;
    private final TemplateLanguage afterFailure;

    public Languages(GitHosts hosts) {
        this.filters = new BackstageFilters(host -> integration(hosts, host)).all();
        this.afterSuccess = steps(false);
        this.afterFailure = steps(true);
    }

    private TemplateLanguage steps(boolean failed) {
        return TemplateLanguage.builder(Dialect.BACKSTAGE)
                .filters(filters)
                .function("always", (_, _) -> true)
                .function("failure", (_, _) -> failed)
                .build();
    }

    /// For what a template itself says: inputs, conditions, output.
    ///
    /// @param failed whether an earlier step failed, which `failure()` answers
    public TemplateLanguage ofSteps(boolean failed) {
        return failed ? afterFailure : afterSuccess;
    }

    /// For files of a skeleton.
    public TemplateLanguage ofFiles(Dialect dialect, boolean trimBlocks, boolean lstripBlocks) {
        return TemplateLanguage.builder(dialect)
                .filters(filters)
                .trimBlocks(trimBlocks)
                .lstripBlocks(lstripBlocks)
                .build();
    }

    /// What Backstage calls the type of a host's integration.
    private static Optional<String> integration(GitHosts hosts, String host) {
        if (host.equals(RepoSpec.LOCAL)) {
            return Optional.of("local");
        }
        return hosts.configured().stream()
                .filter(configured -> authority(configured.url()).equals(host))
                .findFirst()
                .map(configured -> configured.kind())
                .or(() -> Optional.ofNullable(WELL_KNOWN.get(host)))
                .map(Languages::name);
    }

    private static String authority(URI url) {
        String name = url.getHost() == null ? "" : url.getHost();
        return url.getPort() < 0 ? name : name + ":" + url.getPort();
    }

    private static String name(GitHostKind kind) {
        return switch (kind) {
            case GITHUB -> "github";
            case GITLAB -> "gitlab";
            case GITEA -> "gitea";
            case BITBUCKET -> "bitbucketCloud";
            case BITBUCKET_SERVER -> "bitbucketServer";
            case AZURE -> "azure";
            case GENERIC -> "generic";
        };
    }
}
