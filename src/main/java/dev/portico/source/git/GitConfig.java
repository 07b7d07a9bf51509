package dev.portico.source.git;

import dev.portico.model.TrustLevel;
import dev.portico.scm.GitHostKind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings of Git repositories as sources.
@ConfigMapping(prefix = "portico.source.git")
public interface GitConfig {
    List<String> DEFAULT_PATHS =
            List.of("catalog-info.yaml", "catalog-info.yml", ".backstage/*.yaml");

    /// Repositories to read.
    List<Repository> repositories();

    /// Folders whose Git repositories, up to three folders deep, are all read.
    Optional<List<Path>> folders();

    /// How often a repository is read when nothing tells of a change.
    @WithDefault("5m")
    Duration pollInterval();

    /// How long a Git host may take for one answer.
    @WithDefault("30s")
    Duration timeout();

    /// Bytes that mirrors of repositories may take on disk together; the least used go first.
    @WithDefault("20000000000")
    long diskBudget();

    /// Largest descriptor file in bytes.
    @WithDefault("10000000")
    int maxFileSize();

    /// Most files that one source may consist of.
    @WithDefault("20000")
    int maxFiles();

    /// Folder whose `.ssh` has the keys for ssh and known_hosts; the user's home by default.
    Optional<Path> sshHome();

    /// Git hosts by a name of your choice.
    Map<String, Host> hosts();

    /// One repository.
    interface Repository {
        /// https, http, ssh, git or file address, or a local path.
        String url();

        /// The branch to read; the default branch when absent.
        Optional<String> branch();

        /// Globs of the descriptor files.
        Optional<List<String>> paths();

        /// What it may declare.
        @WithDefault("catalog")
        TrustLevel trust();
    }

    /// One Git host.
    interface Host {
        /// What it runs; guessed from its name when absent.
        Optional<GitHostKind> kind();

        /// Its web address.
        URI url();

        /// Token to read repositories with, and to write with where templates do; may be
        /// `user:token`.
        Optional<String> token();

        /// File that holds the token; read anew each time.
        Optional<Path> tokenFile();

        /// Secrets of webhooks; two are valid at once while one replaces the other.
        @WithName("webhook-secret")
        Optional<List<String>> webhookSecrets();

        /// Globs of the descriptor files in repositories of this host.
        Optional<List<String>> paths();

        /// File of the ssh keys of hosts; `~/.ssh/known_hosts` by default.
        Optional<Path> knownHosts();
    }
}
