package dev.portico.scm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.eclipse.jgit.transport.Daemon;
import org.eclipse.jgit.transport.resolver.FileResolver;

/// Serves the repositories under a folder over `git://` on this machine, read-only. For
/// measurements and tests that need a remote repository.
public final class GitDaemon implements AutoCloseable {
    private final Daemon daemon;

    /// @param folder holds bare repositories; each is served under its folder name
    public GitDaemon(Path folder) throws IOException {
        daemon = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon.setRepositoryResolver(new FileResolver<>(folder.toFile(), true));
        daemon.getService("git-upload-pack").setEnabled(true);
        daemon.start();
    }

    /// URL of a repository in the folder.
    public String url(String repository) {
        return "git://127.0.0.1:" + daemon.getAddress().getPort() + "/" + repository;
    }

    @Override
    public void close() {
        daemon.stop();
    }
}
