package dev.portico.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.test.GitServer;
import dev.portico.test.SampleRepo;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.api.Git;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoriesTest {
    private static final int LIMIT = 100_000;
    private static final PathGlobs ALL = PathGlobs.of(List.of("**"));

    @TempDir private Path folder;
    private GitServer server;
    private Optional<Secret> token = Optional.empty();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final List<GitRemote> remotes = new ArrayList<>();

    @BeforeEach
    void start() {
        server = GitServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
        remotes.forEach(GitRemote::close);
    }

    private GitRepositories repositories(long budget, String... allowed) {
        GitHost host =
                new GitHost(
                        "test",
                        GitHostKind.GITEA,
                        URI.create("http://" + server.authority()),
                        () -> token,
                        null);
        GitRemote remote =
                new GitRemote(
                        new GitHosts(List.of(host)),
                        OutgoingPolicy.of(List.of(allowed)),
                        folder,
                        Duration.ofSeconds(5),
                        LIMIT);
        remotes.add(remote);
        return new GitRepositories(
                remote, new GitMirrors(remote, folder.resolve("mirrors"), budget, now::get));
    }

    private GitRepositories repositories() {
        return repositories(Long.MAX_VALUE, server.authority());
    }

    private SampleRepo repo(String name) {
        return SampleRepo.create(folder.resolve(name));
    }

    private static String text(GitTree tree, String path) {
        return new String(tree.read(tree.find(path).orElseThrow(), LIMIT), StandardCharsets.UTF_8);
    }

    private String read(GitRepositories repositories, String name, @Nullable String branch) {
        try (GitTree tree = repositories.open(RepoUrl.parse(server.url(name)), branch)) {
            return tree.branch() + ": " + text(tree, "a.yaml");
        }
    }

    private static PorticoException failure(Runnable work) {
        AtomicReference<PorticoException> failure = new AtomicReference<>();
        assertThatThrownBy(work::run).isInstanceOfSatisfying(PorticoException.class, failure::set);
        return failure.get();
    }

    private long mirrors() throws IOException {
        try (var files = Files.list(folder.resolve("mirrors"))) {
            return files.count();
        }
    }

    @Test
    void followsABranchThroughPushAndForcePush() {
        SampleRepo repo = repo("orders");
        repo.commit("a.yaml", "one");
        GitRepositories repositories = repositories();

        assertThat(read(repositories, "orders", null)).isEqualTo("main: one");
        repo.commit("a.yaml", "two");
        assertThat(read(repositories, "orders", null)).isEqualTo("main: two");
        repo.change().orphan().put("a.yaml", "three").commit();
        assertThat(read(repositories, "orders", null)).isEqualTo("main: three");
        repo.on("feature/x").change().orphan().put("a.yaml", "four").commit();
        assertThat(read(repositories, "orders", "feature/x")).isEqualTo("feature/x: four");
        assertThat(read(repositories, "orders", null)).isEqualTo("main: three");
    }

    @Test
    void asksOnlyForRefsWhenNothingChanged() {
        repo("orders").commit("a.yaml", "one");
        GitRepositories repositories = repositories();
        read(repositories, "orders", null);
        server.requests().clear();

        read(repositories, "orders", null);

        assertThat(server.requests())
                .containsExactly(
                        "GET /orders/info/refs?service=git-upload-pack",
                        "POST /orders/git-upload-pack");
    }

    @Test
    void followsARenamedDefaultBranch() {
        SampleRepo repo = repo("orders");
        repo.commit("a.yaml", "one");
        GitRepositories repositories = repositories();
        read(repositories, "orders", null);

        repo.on("trunk").change().put("a.yaml", "two").commit();
        repo.head("trunk").deleteBranch("main");

        assertThat(read(repositories, "orders", null)).isEqualTo("trunk: two");
        assertThat(failure(() -> read(repositories, "orders", "main")).code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void keepsTheLastStateWhenHeadIsNoBranch() {
        SampleRepo repo = repo("orders");
        repo.commit("a.yaml", "one");
        repo.head("gone");

        PorticoException e = failure(() -> read(repositories(), "orders", null));

        assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
        assertThat(e).hasMessageContaining("name the branch");
    }

    @Test
    void readsAnEmptyRepositoryAsEmpty() {
        repo("empty");
        try (GitTree tree = repositories().open(RepoUrl.parse(server.url("empty")), null)) {
            assertThat(tree.list(ALL)).isEmpty();
            assertThat(tree.revision()).isNull();
        }
    }

    @Test
    void readsATagAndACommit() {
        SampleRepo repo = repo("orders");
        String first = repo.commit("a.yaml", "one");
        repo.commit("a.yaml", "two");

        assertThat(read(repositories(), "orders", first)).isEqualTo(first + ": one");
    }

    @Test
    void makesABrokenMirrorAgain() throws IOException {
        repo("orders").commit("a.yaml", "one");
        GitRepositories repositories = repositories();
        read(repositories, "orders", null);
        Path mirror;
        try (var files = Files.list(folder.resolve("mirrors"))) {
            mirror = files.findFirst().orElseThrow();
        }
        try (var packs = Files.list(mirror.resolve("objects/pack"))) {
            for (Path pack : packs.toList()) {
                Files.delete(pack);
                Files.writeString(pack, "broken");
            }
        }

        assertThat(read(repositories(), "orders", null)).isEqualTo("main: one");
    }

    @Test
    void goesOnAfterAFetchThatWasCutOff() throws IOException {
        SampleRepo repo = repo("orders");
        repo.commit("a.yaml", "one");
        read(repositories(), "orders", null);
        try (var files = Files.walk(folder.resolve("mirrors"))) {
            Path ref =
                    files.filter(file -> file.toString().contains("refs/portico/"))
                            .filter(Files::isRegularFile)
                            .findFirst()
                            .orElseThrow();
            Files.createFile(ref.resolveSibling(ref.getFileName() + ".lock"));
        }
        repo.commit("a.yaml", "two");

        assertThat(read(repositories(), "orders", null)).isEqualTo("main: two");
    }

    @Test
    void evictsTheLeastUsedMirror() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            byte[] content = new byte[60_000];
            new Random(name.hashCode()).nextBytes(content);
            repo(name).change().put("a.yaml", name).put("blob", content).commit();
        }
        GitRepositories repositories = repositories(250_000, server.authority());

        for (String name : List.of("a", "b", "a", "c")) {
            now.updateAndGet(time -> time.plusSeconds(60));
            read(repositories, name, null);
        }

        try (var files = Files.list(folder.resolve("mirrors"))) {
            assertThat(
                            files.map(
                                    file ->
                                            file.getFileName()
                                                    .toString()
                                                    .replaceAll("-[0-9a-f]{12}.git", "")))
                    .allMatch(name -> name.endsWith("-a") || name.endsWith("-c"))
                    .hasSize(2);
        }
        assertThat(read(repositories, "b", null)).isEqualTo("main: b");
    }

    @Test
    void neverLoadsAHugeBlob() throws IOException {
        byte[] huge = new byte[100_000_000];
        new Random(1).nextBytes(huge);
        repo("orders").change().put("a.yaml", "one").put("huge.yaml", huge).commit();
        GitRepositories repositories = repositories();

        try (GitTree tree = repositories.open(RepoUrl.parse(server.url("orders")), null)) {
            assertThat(text(tree, "a.yaml")).isEqualTo("one");
            PorticoException e = failure(() -> text(tree, "huge.yaml"));
            assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE);
            assertThat(e).hasMessageContaining("huge.yaml is too large");
        }
        assertThat(mirrors()).isOne();
        try (var files = Files.walk(folder.resolve("mirrors"))) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(200_000);
        }
        try (GitTree tree = repositories.open(RepoUrl.ofPath(folder.resolve("orders")), null)) {
            assertThat(failure(() -> text(tree, "huge.yaml")))
                    .hasMessage("huge.yaml is 97656 KiB; the limit for one file is 97 KiB.");
        }
    }

    @Test
    void readsFromAHostThatCannotLeaveOutBlobs() {
        repo("old")
                .withoutFilter()
                .change()
                .put("a.yaml", "one")
                .put("huge.yaml", new byte[LIMIT + 1])
                .commit();

        try (GitTree tree = repositories().open(RepoUrl.parse(server.url("old")), null)) {
            assertThat(text(tree, "a.yaml")).isEqualTo("one");
            assertThat(failure(() -> text(tree, "huge.yaml")).code())
                    .isEqualTo(ErrorCode.TOO_LARGE);
        }
    }

    @Test
    void listsATreeOfFiftyThousandFiles() {
        SampleRepo.Change change = repo("wide").change();
        for (int i = 0; i < 50_000; i++) {
            change.put("src/p" + i % 500 + "/F" + i + ".java", "x" + i % 10);
        }
        change.put("src/p7/catalog-info.yaml", "found").commit();

        try (GitTree tree = repositories().open(RepoUrl.parse(server.url("wide")), null)) {
            assertThat(tree.list(PathGlobs.of(List.of("**/catalog-info.yaml"))))
                    .extracting(FileTree.TreeFile::path)
                    .containsExactly("src/p7/catalog-info.yaml");
            assertThat(tree.list(ALL)).hasSize(50_001);
        }
    }

    @Test
    void followsLinksInsideTheTreeOnly() {
        repo("links")
                .change()
                .put("real/a.yaml", "one")
                .link("a.yaml", "real/a.yaml")
                .link("folder", "real")
                .link("out.yaml", "../../etc/passwd")
                .link("root.yaml", "/etc/passwd")
                .link("loop.yaml", "loop.yaml")
                .link("dangling.yaml", "none.yaml")
                .submodule("module")
                .commit();

        try (GitTree tree = repositories().open(RepoUrl.parse(server.url("links")), null)) {
            assertThat(text(tree, "a.yaml")).isEqualTo("one");
            assertThat(text(tree, "folder/a.yaml")).isEqualTo("one");
            assertThat(failure(() -> text(tree, "out.yaml")))
                    .hasMessageContaining("leads out of the repository");
            assertThat(failure(() -> text(tree, "root.yaml")))
                    .hasMessageContaining("leads out of the repository");
            assertThat(failure(() -> text(tree, "loop.yaml")))
                    .hasMessageContaining("leads to itself");
            assertThat(tree.find("module/a.yaml")).isEmpty();
            assertThat(tree.list(PathGlobs.of(List.of("*.yaml"))))
                    .filteredOn(file -> file.path().equals("dangling.yaml"))
                    .extracting(FileTree.TreeFile::trouble)
                    .containsExactly("is a symbolic link that leads to no file");
        }
    }

    @Test
    void saysWhenAFileIsInLfs() {
        repo("lfs")
                .commit(
                        "a.yaml",
                        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n");

        assertThat(failure(() -> read(repositories(), "lfs", null)))
                .hasMessageContaining("a.yaml is a Git LFS pointer");
    }

    @Test
    void signsInWithATokenAndSaysWhatIsMissing() {
        repo("orders").commit("a.yaml", "one");
        server.requireToken("good");
        GitRepositories repositories = repositories();

        assertThat(failure(() -> read(repositories, "orders", null)))
                .hasMessageContaining("wants a token; set portico.source.git.hosts.test.token");
        token = Optional.of(new Secret("bad"));
        assertThat(failure(() -> read(repositories, "orders", null)))
                .hasMessageContaining("refuses the token of portico.source.git.hosts.test.token")
                .hasMessageNotContaining("bad");
        token = Optional.of(new Secret("good"));
        assertThat(read(repositories, "orders", null)).isEqualTo("main: one");
    }

    @Test
    void tellsGoneFromUnreachable() {
        assertThat(failure(() -> read(repositories(), "none", null)).code())
                .isEqualTo(ErrorCode.NOT_FOUND);
        server.close();
        PorticoException e = failure(() -> read(repositories(), "none", null));
        assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
        assertThat(e).hasMessageContaining("does not accept connections");
    }

    @Test
    void callsNoHostThatIsNotAllowedNotEvenByRedirect() {
        repo("orders").commit("a.yaml", "one");
        assertThat(failure(() -> read(repositories(1, "git.example.com"), "orders", null)).code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(server.requests()).isEmpty();

        try (GitServer other = GitServer.start(folder)) {
            server.redirectTo("http://" + other.authority());
            assertThat(failure(() -> read(repositories(), "orders", null)).code())
                    .isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(server.requests()).isNotEmpty();
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void opensALocalRepositoryInPlace() throws Exception {
        SampleRepo bare = repo("bare.git");
        bare.commit("a.yaml", "one");
        Path clone = folder.resolve("clone");
        Git.cloneRepository()
                .setURI(bare.folder().toString())
                .setDirectory(clone.toFile())
                .call()
                .close();
        Files.writeString(clone.resolve("a.yaml"), "not committed");

        for (Path local : List.of(bare.folder(), clone)) {
            try (GitTree tree = repositories().open(RepoUrl.ofPath(local), null)) {
                assertThat(text(tree, "a.yaml")).isEqualTo("one");
            }
        }
        assertThat(folder.resolve("mirrors")).doesNotExist();
        assertThat(failure(() -> repositories().open(RepoUrl.ofPath(folder), null)).code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }
}
