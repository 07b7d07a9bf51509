package dev.portico.template.action.fetch;

import dev.portico.platform.http.HttpReader;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.scm.GitHost;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitMirrors;
import dev.portico.scm.GitRemote;
import dev.portico.scm.GitRepositories;
import dev.portico.test.GitServer;
import dev.portico.test.SampleRepo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The actions that fetch, with a Git server and folders of sources of their own.
final class FetchFixture implements AutoCloseable {
    static final int FILE_LIMIT = 2_000_000;

    final Path folder;
    final GitServer server;
    final List<Path> sources = new ArrayList<>();
    final GitRepositories repositories;
    final CompiledFiles compiled = new CompiledFiles(new Languages(_ -> Optional.of("github")));
    final SkeletonRenderer renderer = new SkeletonRenderer(compiled);
    final FetchOrigin origin;
    private final GitRemote remote;
    private final HttpReader http;

    FetchFixture(Path folder) {
        this.folder = folder;
        server = GitServer.start(folder.resolve("served"));
        OutgoingPolicy policy = OutgoingPolicy.of(List.of(server.authority()));
        GitHost host =
                new GitHost(
                        "test",
                        GitHostKind.GITEA,
                        URI.create("http://" + server.authority()),
                        GitHost.TokenSource.NONE,
                        null);
        remote =
                new GitRemote(
                        new GitHosts(List.of(host)),
                        policy,
                        folder,
                        Duration.ofSeconds(5),
                        FILE_LIMIT);
        repositories =
                new GitRepositories(
                        remote,
                        new GitMirrors(
                                remote,
                                folder.resolve("mirrors"),
                                Long.MAX_VALUE,
                                Clock.systemUTC()));
        http = new HttpReader(policy, Duration.ofSeconds(5));
        origin = new FetchOrigin(repositories, http, () -> sources);
    }

    /// A repository that the server serves.
    SampleRepo repo(String name) {
        Path at = folder.resolve("served").resolve(name);
        try {
            Files.createDirectories(at.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SampleRepo.create(at);
    }

    /// Address of a folder on a branch.
    String browse(String repository, String branch, String path) {
        return server.url(repository) + "/src/branch/" + branch + "/" + path;
    }

    FetchPlain plain() {
        return new FetchPlain(origin);
    }

    FetchPlainFile plainFile() {
        return new FetchPlainFile(origin);
    }

    FetchTemplate template() {
        return new FetchTemplate(origin, renderer);
    }

    FetchTemplateFile templateFile() {
        return new FetchTemplateFile(origin, renderer);
    }

    @Override
    public void close() {
        server.close();
        remote.close();
        http.close();
    }
}
