package dev.portico.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings of access control.
@ConfigMapping(prefix = "portico.access")
public interface AccessConfig {
    /// Take everyone who can reach the program for its admin, although it is bound to more than
    /// this machine.
    @WithDefault("false")
    boolean insecure();

    /// Files of policies beside those of the catalog, each with one or more documents of the kind
    /// Policy. A change counts within a second.
    Optional<List<Path>> policyFiles();

    /// Whether the policy that ships with the program counts.
    @WithDefault("true")
    boolean defaultPolicy();

    /// How long records of the audit are kept.
    @WithDefault("400d")
    Duration auditKeep();

    /// A collector of OpenTelemetry that is told of the audit.
    AuditOtlp auditOtlp();

    /// How long API tokens that ran out are kept, with when they were used last.
    @WithDefault("30d")
    Duration tokenKeep();

    /// Requests that one caller may send a second, over time; 0 for any number.
    @WithDefault("1000")
    int rateLimit();

    /// Requests that one caller may send at once.
    @WithDefault("5000")
    int rateBurst();

    /// Users and groups who may do everything, as `user:default/ann` or `group:default/platform`.
    Optional<List<String>> admins();

    /// Tokens by name that are not made by the program.
    Map<String, StaticToken> tokens();

    /// Who says in signed tokens who calls, by name.
    Map<String, IssuerConfig> issuers();

    /// Where browsers reach the program, as `https://portico.example.com`; by default the address
    /// it is bound to.
    Optional<URI> externalUrl();

    /// Where people sign in with a browser, by name.
    Map<String, ProviderConfig> providers();

    /// Settings of a collector.
    interface AuditOtlp {
        /// Where it takes logs by OTLP over HTTP, as `http://127.0.0.1:4318/v1/logs`; nobody is
        /// told when absent.
        Optional<URI> url();

        /// Headers that are sent along, as one with a token.
        Map<String, String> headers();
    }
}
