package dev.portico.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.test.SampleRepo;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.Daemon;
import org.eclipse.jgit.transport.UploadPack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshTest {
    @TempDir private Path folder;
    private SshServer server;
    private KeyPair hostKey;
    private KeyPair userKey;

    @BeforeEach
    void start() throws Exception {
        SampleRepo.create(folder.resolve("acme/orders")).commit("a.yaml", "one");
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        hostKey = keys.generateKeyPair();
        userKey = keys.generateKeyPair();
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator(
                (_, key, _) -> KeyUtils.compareKeys(key, userKey.getPublic()));
        server.setCommandFactory((_, command) -> new Upload(command));
        server.start();
        writeKey(userKey);
    }

    @AfterEach
    void stop() throws IOException {
        server.stop(true);
    }

    private void writeKey(KeyPair key) throws Exception {
        Path ssh = Files.createDirectories(folder.resolve("home/.ssh"));
        try (OutputStream out = Files.newOutputStream(ssh.resolve("id_rsa"))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "", null, out);
        }
    }

    private Path knownHosts(KeyPair key) throws IOException {
        return Files.writeString(
                folder.resolve("home/.ssh/known_hosts"),
                "[127.0.0.1]:%d %s\n"
                        .formatted(server.getPort(), PublicKeyEntry.toString(key.getPublic())));
    }

    private final class Upload extends AbstractCommandSupport {
        private final String line;

        Upload(String line) {
            super(line, null);
            this.line = line;
        }

        @Override
        public void run() {
            String path = line.substring(line.indexOf('\'') + 1, line.lastIndexOf('\''));
            Path git = folder.resolve(path.substring(1));
            try (Repository repository =
                    new FileRepositoryBuilder()
                            .setGitDir(git.toFile())
                            .setMustExist(true)
                            .build()) {
                new UploadPack(repository)
                        .upload(getInputStream(), getOutputStream(), getErrorStream());
                onExit(0);
            } catch (IOException _) {
                onExit(128);
            }
        }

        @Override
        public void destroy(ChannelSession channel) {}
    }

    private String read(String url) {
        GitRemote remote =
                new GitRemote(
                        new GitHosts(List.of()),
                        OutgoingPolicy.of(List.of("127.0.0.1:*")),
                        folder.resolve("home"),
                        Duration.ofSeconds(20),
                        100_000);
        try (remote) {
            GitMirrors mirrors =
                    new GitMirrors(
                            remote,
                            folder.resolve("mirrors"),
                            Long.MAX_VALUE,
                            InstantSource.system());
            try (GitTree tree =
                    new GitRepositories(remote, mirrors).open(RepoUrl.parse(url), null)) {
                return new String(
                        tree.read(tree.find("a.yaml").orElseThrow(), 100), StandardCharsets.UTF_8);
            }
        }
    }

    private PorticoException failure(String url) {
        PorticoException e = catchThrowableOfType(PorticoException.class, () -> read(url));
        assertThat(e).isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
        return e;
    }

    private String url() {
        return "ssh://git@127.0.0.1:" + server.getPort() + "/acme/orders";
    }

    @Test
    void readsFromAHostWhoseKeyIsKnown() throws Exception {
        knownHosts(hostKey);

        assertThat(read(url())).isEqualTo("one");
    }

    @Test
    void neverTalksToAHostWhoseKeyIsNotKnownOrAnother() throws Exception {
        Files.writeString(
                folder.resolve("home/.ssh/config"), "Host *\n  StrictHostKeyChecking no\n");
        assertThat(failure(url())).hasMessageContaining("is not in known_hosts");

        knownHosts(userKey);
        assertThat(failure(url())).hasMessageContaining("is not in known_hosts");
    }

    @Test
    void saysWhenTheKeyIsRefused() throws Exception {
        knownHosts(hostKey);
        writeKey(hostKey);

        assertThat(failure(url())).hasMessageContaining("takes none of the ssh keys");
    }

    @Test
    void readsFromAGitDaemon() throws Exception {
        Daemon daemon = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon.getService("git-upload-pack").setEnabled(true);
        daemon.setRepositoryResolver(
                (_, name) -> {
                    try {
                        return new FileRepositoryBuilder()
                                .setGitDir(folder.resolve(name).toFile())
                                .setMustExist(true)
                                .build();
                    } catch (IOException e) {
                        throw new RepositoryNotFoundException(name, e);
                    }
                });
        daemon.start();
        try {
            String base = "git://127.0.0.1:" + daemon.getAddress().getPort();
            assertThat(read(base + "/acme/orders")).isEqualTo("one");
        } finally {
            daemon.stopAndWait();
        }
    }
}
