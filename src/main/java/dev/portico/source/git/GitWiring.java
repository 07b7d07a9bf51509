package dev.portico.source.git;

import dev.portico.catalog.LocationConfig;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PlatformConfig;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.platform.http.HttpReader;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.scm.GitHost;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitMirrors;
import dev.portico.scm.GitRemote;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.RepoUrl;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Puts together, from the settings, what scans work with.
@Singleton
final class GitWiring {
    private final ExecutorService parsers;
    private final GitRemote remote;
    private final HttpReader http;
    private final ScanTools tools;

    GitWiring(
            GitConfig config,
            LocationConfig locations,
            PlatformConfig platform,
            OutgoingPolicy policy,
            Clock clock) {
        this.parsers =
                Executors.newFixedThreadPool(
                        Runtime.getRuntime().availableProcessors(),
                        Thread.ofPlatform().name("portico-parse-", 0).daemon().factory());
        this.http = new HttpReader(policy, config.timeout());
        Path home = config.sshHome().orElseGet(() -> Path.of(System.getProperty("user.home")));
        this.remote =
                new GitRemote(hosts(config), policy, home, config.timeout(), config.maxFileSize());
        GitMirrors mirrors =
                new GitMirrors(remote, DataFolders.mirrors(platform), config.diskBudget(), clock);
        this.tools =
                new ScanTools(
                        new GitRepositories(remote, mirrors),
                        http,
                        parsers,
                        locations.allowedTypes(),
                        config.maxFileSize(),
                        config.maxFiles());
    }

    @Produces
    @Singleton
    ScanTools tools() {
        return tools;
    }

    @Produces
    @Singleton
    GitRepositories repositories() {
        return tools.repositories();
    }

    @Produces
    @Singleton
    HttpReader http() {
        return http;
    }

    @Produces
    @Singleton
    GitRemote remote() {
        return remote;
    }

    @PreDestroy
    void close() {
        parsers.shutdownNow();
        remote.close();
        http.close();
    }

    /// The configured hosts; INVALID_INPUT when one can't be meant.
    static GitHosts hosts(GitConfig config) {
        return new GitHosts(config.hosts().entrySet().stream().map(GitWiring::host).toList());
    }

    private static GitHost host(Map.Entry<String, GitConfig.Host> entry) {
        String name = entry.getKey();
        GitConfig.Host host = entry.getValue();
        if (host.url().getHost() == null || host.url().getUserInfo() != null) {
            throw PorticoException.invalid(
                    "portico.source.git.hosts."
                            + name
                            + ".url is not a web address without credentials, as"
                            + " https://git.example.com.");
        }
        return new GitHost(
                name,
                kind(host),
                host.url(),
                () -> token(name, host),
                host.knownHosts().orElse(null));
    }

    static GitHostKind kind(GitConfig.Host host) {
        return host.kind().orElseGet(() -> GitHostKind.guess(host.url().getHost()));
    }

    private static Optional<Secret> token(String name, GitConfig.Host host) {
        if (host.tokenFile().isEmpty()) {
            return host.token().map(String::strip).map(Secret::new);
        }
        try {
            String text = Files.readString(host.tokenFile().get()).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(new Secret(text));
        } catch (IOException e) {
            throw new PorticoException(
                    ErrorCode.UPSTREAM_FAILED,
                    "The file of portico.source.git.hosts." + name + ".token-file can't be read.",
                    e);
        }
    }

    static List<String> paths(GitConfig config, GitHosts hosts, RepoUrl url) {
        String name = hosts.of(url).name();
        return Optional.ofNullable(name)
                .map(config.hosts()::get)
                .flatMap(GitConfig.Host::paths)
                .orElse(GitConfig.DEFAULT_PATHS);
    }
}
