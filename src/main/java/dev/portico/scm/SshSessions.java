package dev.portico.scm;

import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.internal.transport.sshd.OpenSshServerKeyDatabase;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/// Sessions over ssh with the keys of a `.ssh` folder. A host whose key is not in known_hosts is
/// never talked to, whatever the ssh configuration says.
final class SshSessions implements AutoCloseable {
    private final Path home;
    private final Map<Path, SshdSessionFactory> factories = new ConcurrentHashMap<>();

    SshSessions(Path home) {
        this.home = home;
    }

    SshdSessionFactory with(@Nullable Path knownHosts) {
        Path file = knownHosts == null ? home.resolve(".ssh/known_hosts") : knownHosts;
        return factories.computeIfAbsent(file, this::build);
    }

    private SshdSessionFactory build(Path knownHosts) {
        return new SshdSessionFactoryBuilder()
                .setPreferredAuthentications("publickey")
                .setHomeDirectory(home.toFile())
                .setSshDirectory(home.resolve(".ssh").toFile())
                .setServerKeyDatabase((File _, File _) -> new StrictKeys(knownHosts))
                .build(null);
    }

    @Override
    public void close() {
        factories.values().forEach(SshdSessionFactory::close);
    }

    private static final class StrictKeys implements ServerKeyDatabase {
        private final ServerKeyDatabase keys;

        StrictKeys(Path knownHosts) {
            this.keys = new OpenSshServerKeyDatabase(false, List.of(knownHosts));
        }

        @Override
        public List<PublicKey> lookup(
                String connectAddress, InetSocketAddress remote, Configuration config) {
            return keys.lookup(connectAddress, remote, new Strict(config));
        }

        @Override
        public boolean accept(
                String connectAddress,
                InetSocketAddress remote,
                PublicKey key,
                Configuration config,
                @Nullable CredentialsProvider provider) {
            return keys.accept(connectAddress, remote, key, new Strict(config), null);
        }
    }

    private record Strict(ServerKeyDatabase.Configuration config)
            implements ServerKeyDatabase.Configuration {
        @Override
        public List<String> getUserKnownHostsFiles() {
            return config.getUserKnownHostsFiles();
        }

        @Override
        public List<String> getGlobalKnownHostsFiles() {
            return config.getGlobalKnownHostsFiles();
        }

        @Override
        public StrictHostKeyChecking getStrictHostKeyChecking() {
            return StrictHostKeyChecking.REQUIRE_MATCH;
        }

        @Override
        public boolean getHashKnownHosts() {
            return false;
        }

        @Override
        public String getUsername() {
            return config.getUsername();
        }
    }
}
