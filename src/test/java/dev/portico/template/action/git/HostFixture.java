package dev.portico.template.action.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.scm.GitHost;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitPublisher;
import dev.portico.scm.GitRemote;
import dev.portico.scm.HostApis;
import dev.portico.template.action.TestContext;
import dev.portico.test.GitServer;
import dev.portico.test.SampleRepo;
import dev.portico.test.StandIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/// A Git host that a test tells what to answer, with real repositories behind it, and a task with
/// one file in its workspace.
final class HostFixture implements AutoCloseable {
    final StandIn host = new StandIn();
    final GitServer git;
    final Publishing publishing;
    final PullRequests requests;
    final TestContext context;
    final Path folder;
    private final Path served;
    private final GitRemote remote;
    private final HostApis apis;

    HostFixture(Path folder, GitHostKind kind) {
        this(folder, kind, null, "host-token");
    }

    /// @param real address of a real host instead
    HostFixture(Path folder, GitHostKind kind, @Nullable URI real, String token) {
        this.folder = folder;
        this.served = folder.resolve("served");
        this.git = GitServer.start(served);
        host.serving(git);
        URI url = real == null ? URI.create(host.url()) : real;
        GitHosts hosts =
                new GitHosts(
                        List.of(
                                new GitHost(
                                        "test",
                                        kind,
                                        url,
                                        () -> Optional.of(new Secret(token)),
                                        null)));
        OutgoingPolicy policy = OutgoingPolicy.of(List.of(url.getAuthority()));
        this.remote = new GitRemote(hosts, policy, folder, Duration.ofSeconds(5), 1000);
        this.apis = new HostApis(hosts, policy, Duration.ofSeconds(5));
        this.publishing =
                new Publishing(
                        apis,
                        new GitPublisher(remote, folder.resolve("git"), folder.resolve("push")),
                        new Settings());
        this.requests = new PullRequests(publishing);
        Path workspace = folder.resolve("workspace");
        try {
            Files.createDirectories(workspace);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        this.context = new TestContext(workspace).file("catalog-info.yaml", "kind: Component");
    }

    private record Settings() implements GitActionsConfig {
        @Override
        public String authorName() {
            return "Robot";
        }

        @Override
        public String authorEmail() {
            return "robot@example.com";
        }

        @Override
        public String commitMessage() {
            return "first";
        }
    }

    /// `host?owner=acme&repo=orders`.
    String repoUrl() {
        return host.authority() + "?owner=acme&repo=orders";
    }

    /// The repository behind the host, without commits.
    SampleRepo repository(String path) {
        try {
            Files.createDirectories(served.resolve(path).getParent());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return SampleRepo.create(served.resolve(path));
    }

    /// Gitea answers for a repository of `acme` so many times that there is none, then that it is
    /// filled, and shows what was pushed to its branch.
    void giteaShows(String repo, String branch, int absent) {
        String api = "GET /api/v1/repos/acme/" + repo;
        for (int i = 0; i < absent; i++) {
            host.on(api, 404, "{}");
        }
        host.on(api, 200, "{\"empty\": false}")
                .on(
                        api + "/branches/" + branch,
                        200,
                        () ->
                                StandIn.json(
                                        "commit",
                                        Map.of("id", commit("acme/" + repo, branch).getFirst())));
    }

    /// Paths and contents of a branch.
    TreeMap<String, String> files(String path, String branch) {
        TreeMap<String, String> files = new TreeMap<>();
        try (Repository repository =
                        new FileRepositoryBuilder()
                                .setGitDir(served.resolve(path).toFile())
                                .build();
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(
                    repository.parseCommit(repository.resolve("refs/heads/" + branch)).getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                files.put(
                        walk.getPathString(),
                        new String(repository.open(walk.getObjectId(0)).getBytes()));
            }
            return files;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Id, author, mail address and message of the commit of a branch.
    List<String> commit(String path, String branch) {
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(served.resolve(path).toFile()).build()) {
            var commit = repository.parseCommit(repository.resolve("refs/heads/" + branch));
            return List.of(
                    commit.getName(),
                    commit.getAuthorIdent().getName(),
                    commit.getAuthorIdent().getEmailAddress(),
                    commit.getFullMessage());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static PorticoException failure(ThrowingCallable call) {
        PorticoException e = catchThrowableOfType(PorticoException.class, call);
        assertThat(e).isNotNull();
        return e;
    }

    @Override
    public void close() {
        apis.close();
        remote.close();
        git.close();
        host.close();
    }
}
