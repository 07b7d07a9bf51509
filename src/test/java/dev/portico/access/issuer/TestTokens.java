package dev.portico.access.issuer;

import dev.portico.access.CiRepositories;
import dev.portico.access.Directory;
import dev.portico.access.FakeDirectory;
import dev.portico.access.store.RepositoryTable;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.sql.Sql;
import dev.portico.test.TokenIssuer;
import java.time.Clock;
import java.util.List;

/// Signed tokens for tests of other packages.
public final class TestTokens {
    private TestTokens() {}

    /// Those of jobs of GitHub Actions.
    public static SignedTokens jobs(TokenIssuer issuer, String audience) {
        return new SignedTokens(
                Settings.issuers(
                        "github.kind",
                        "github-actions",
                        "github.issuer",
                        issuer.url(),
                        "github.audience",
                        audience),
                new FakeDirectory(),
                OutgoingPolicy.of(List.of(issuer.server().authority())),
                List.of(),
                Clock.systemUTC());
    }

    /// What is known of repositories, with an audit that goes nowhere.
    public static CiRepositories repositories(Sql sql) {
        return new RepositoryNumbers(new RepositoryTable(sql), _ -> {}, Clock.systemUTC());
    }

    /// Those of people, by their mail addresses.
    public static SignedTokens people(TokenIssuer issuer, String audience, Directory directory) {
        return new SignedTokens(
                Settings.issuers(
                        "corp.kind",
                        "people",
                        "corp.issuer",
                        issuer.url(),
                        "corp.audience",
                        audience),
                directory,
                OutgoingPolicy.of(List.of(issuer.server().authority())),
                List.of(),
                Clock.systemUTC());
    }
}
