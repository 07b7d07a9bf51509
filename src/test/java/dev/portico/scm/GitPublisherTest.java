package dev.portico.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.scm.GitPublisher.Author;
import dev.portico.scm.GitPublisher.Branch;
import dev.portico.scm.GitPublisher.Change;
import dev.portico.scm.GitPublisher.Former;
import dev.portico.scm.GitPublisher.Message;
import dev.portico.scm.GitPublisher.Pushed;
import dev.portico.scm.GitPublisher.Target;
import dev.portico.test.GitServer;
import dev.portico.test.SampleRepo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitPublisherTest {
    private static final String MAIN = "refs/heads/main";
    private static final Message FIRST =
            new Message(
                    "initial commit",
                    new Author("Ann", "ann@example.com"),
                    Instant.parse("2026-02-03T10:00:00.5Z"));

    @TempDir private Path folder;
    private GitServer server;
    private GitRemote remote;
    private GitPublisher publisher;
    private Path files;
    private Optional<Secret> token = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        server = GitServer.start(Files.createDirectories(folder.resolve("served")));
        files = Files.createDirectories(folder.resolve("files"));
        write("catalog-info.yaml", SampleRepo.component("orders"));
        GitHosts hosts =
                new GitHosts(
                        List.of(
                                new GitHost(
                                        "test",
                                        GitHostKind.GITEA,
                                        URI.create("http://" + server.authority()),
                                        () -> token,
                                        null)));
        remote =
                new GitRemote(
                        hosts,
                        OutgoingPolicy.of(List.of(server.authority())),
                        folder,
                        Duration.ofSeconds(2),
                        1000);
        publisher = new GitPublisher(remote, folder.resolve("git"), folder.resolve("scratch"));
    }

    @AfterEach
    void stop() {
        remote.close();
        server.close();
    }

    private void write(String path, String content) throws IOException {
        Path file = files.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Target served(String name) {
        return new Target(RepoUrl.parse(server.url(name)), null);
    }

    private Target empty(String name) {
        SampleRepo.create(folder.resolve("served").resolve(name));
        return served(name);
    }

    private Target local(String repo) {
        return new Target(publisher.local(RepoSpec.parse("local?owner=acme&repo=" + repo)), null);
    }

    /// Mode and content of each file of a branch.
    private TreeMap<String, String> files(Path repository, String branch) throws IOException {
        TreeMap<String, String> found = new TreeMap<>();
        try (Repository git = new FileRepositoryBuilder().setGitDir(repository.toFile()).build();
                TreeWalk walk = new TreeWalk(git)) {
            RevCommit commit = git.parseCommit(git.resolve(branch));
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                found.put(
                        walk.getPathString(),
                        Integer.toOctalString(walk.getRawMode(0))
                                + " "
                                + new String(git.open(walk.getObjectId(0)).getBytes()));
            }
        }
        return found;
    }

    private TreeMap<String, String> served(String repository, String branch) throws IOException {
        return files(folder.resolve("served").resolve(repository), branch);
    }

    private static PorticoException failure(ThrowingCallable call) {
        PorticoException e = catchThrowableOfType(PorticoException.class, call);
        assertThat(e).isNotNull();
        return e;
    }

    @Test
    void pushesModesAndLeavesOutWhatGitignoreExcludes() throws Exception {
        write("src/run.sh", "#!/bin/sh");
        Files.setPosixFilePermissions(
                files.resolve("src/run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(files.resolve("link"), Path.of("../../etc/passwd"));
        write(".gitignore", "*.log\n/build/\n!keep.log\n");
        write("src/.gitignore", "secret*\n!trace.log\n");
        write("debug.log", "x");
        write("keep.log", "kept");
        write("build/out", "x");
        write("src/build/in", "kept");
        write("src/secret.txt", "x");
        write("src/trace.log", "kept");
        write(".git/config", "x");
        write("src/.git", "gitdir: elsewhere");
        Target target = empty("orders");

        Pushed pushed = publisher.publish(target, "main", files, FIRST);

        assertThat(served("orders", MAIN))
                .containsOnlyKeys(
                        ".gitignore",
                        "catalog-info.yaml",
                        "keep.log",
                        "link",
                        "src/.gitignore",
                        "src/build/in",
                        "src/run.sh",
                        "src/trace.log")
                .containsEntry("src/run.sh", "100755 #!/bin/sh")
                .containsEntry("link", "120000 ../../etc/passwd")
                .containsEntry("keep.log", "100644 kept");
        assertThat(pushed.wasThere()).isFalse();
        assertThat(publisher.find(target, null)).hasValue(new Branch("main", pushed.commit()));
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void findsTheSameCommitWhenItIsPushedAgain() throws Exception {
        Target target = empty("orders");

        Pushed first = publisher.publish(target, "main", files, FIRST);
        Pushed again = publisher.publish(target, "main", files, FIRST);

        assertThat(again).isEqualTo(new Pushed(first.commit(), true, true));
        write("more", "x");
        PorticoException e = failure(() -> publisher.publish(target, "main", files, FIRST));
        assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(e).hasMessageContaining("The branch main of http://");
    }

    @Test
    void goesOnFromABranchWithoutFetchingItsContents() throws Exception {
        SampleRepo repo = SampleRepo.create(folder.resolve("served/orders"));
        repo.change()
                .put("apps/a.yaml", "old")
                .put("apps/b.yaml", "kept")
                .put("docs", "a file")
                .put("old/x", "gone")
                .commit();
        String tip = repo.commit("README.md", "text");
        write("docs/index.md", "now a folder");
        Target target = served("orders");
        Branch base = publisher.find(target, null).orElseThrow();
        assertThat(base).isEqualTo(new Branch("main", tip));

        Pushed pushed =
                publisher.commit(
                        target,
                        base,
                        "feature/one",
                        new Change(files, "", Change.Mode.PUT, List.of("old", "apps/a.yaml"), true),
                        FIRST);

        assertThat(served("orders", "refs/heads/feature/one"))
                .containsOnlyKeys("README.md", "apps/b.yaml", "catalog-info.yaml", "docs/index.md");
        assertThat(pushed.changed()).isTrue();

        repo.commit("README.md", "newer");
        assertThat(
                        publisher.commit(
                                target,
                                base,
                                "feature/one",
                                new Change(
                                        files,
                                        "",
                                        Change.Mode.PUT,
                                        List.of("old", "apps/a.yaml"),
                                        true),
                                FIRST))
                .isEqualTo(new Pushed(pushed.commit(), true, true));
        Branch second = new Branch("feature/one", pushed.commit());
        Change same = new Change(files, "", Change.Mode.PUT, List.of(), false);
        assertThat(publisher.commit(target, second, "feature/one", same, FIRST))
                .isEqualTo(new Pushed(pushed.commit(), false, false));
        assertThat(publisher.find(target, "feature/one")).hasValue(second);
        assertThat(
                        publisher
                                .commit(target, second, "feature/one", Change.all(files), FIRST)
                                .changed())
                .isFalse();
    }

    @Test
    void goesOnFromABranchOfAHostThatCannotFilter() throws Exception {
        SampleRepo repo = SampleRepo.create(folder.resolve("served/orders")).withoutFilter();
        repo.commit("README.md", "text");
        Target target = served("orders");
        Branch base = publisher.find(target, "main").orElseThrow();

        publisher.commit(target, base, "two", Change.all(files), FIRST);

        assertThat(served("orders", "refs/heads/two"))
                .containsOnlyKeys("README.md", "catalog-info.yaml");
    }

    @ParameterizedTest
    @CsvSource({"CREATE, apps, is in the branch already", "UPDATE, other, is not in the branch"})
    void refusesToCreateWhatIsThereAndToUpdateWhatIsNot(Change.Mode mode, String path, String says)
            throws Exception {
        SampleRepo.create(folder.resolve("served/orders")).commit("apps/catalog-info.yaml", "text");
        Target target = served("orders");
        Branch base = publisher.find(target, null).orElseThrow();

        PorticoException e =
                failure(
                        () ->
                                publisher.commit(
                                        target,
                                        base,
                                        "two",
                                        new Change(files, path, mode, List.of(), true),
                                        FIRST));

        assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(e).hasMessageContaining(path + "/catalog-info.yaml " + says);
    }

    @ParameterizedTest
    @EnumSource(
            value = GitServer.Fault.class,
            names = {"NONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void saysWhatWentWrongAndCanBeDoneAgain(GitServer.Fault fault) throws Exception {
        Target target = empty("orders");
        server.fault(fault);

        PorticoException e = failure(() -> publisher.publish(target, "main", files, FIRST));

        assertThat(e.code())
                .isEqualTo(
                        fault == GitServer.Fault.LIMIT
                                ? ErrorCode.RATE_LIMITED
                                : ErrorCode.UPSTREAM_FAILED);
        assertThat(e.code().retryable()).isTrue();
        assertThat(e).hasMessageContaining("can't be written");
        server.fault(GitServer.Fault.NONE);
        assertThat(publisher.publish(target, "main", files, FIRST).wasThere())
                .isEqualTo(fault == GitServer.Fault.CUT_AFTER);
        assertThat(served("orders", MAIN)).containsOnlyKeys("catalog-info.yaml");
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void putsACommitInPlaceOfItsOwnFormerOneOnly(boolean isLocal) throws Exception {
        Target target = isLocal ? local("replaced") : empty("replaced");
        publisher.publish(target, "main", files, FIRST);
        Branch main = publisher.find(target, "main").orElseThrow();
        Change change = new Change(files, "", Change.Mode.PUT, List.of(), false);
        write("catalog-info.yaml", "one");
        String one =
                publisher
                        .replace(target, main, new Former("proposal", null), change, FIRST)
                        .commit();
        write("catalog-info.yaml", "two");

        String two =
                publisher
                        .replace(target, main, new Former("proposal", one), change, FIRST)
                        .commit();

        assertThat(publisher.find(target, "proposal").orElseThrow().commit()).isEqualTo(two);
        assertThat(two).isNotEqualTo(one);
        assertThat(publisher.replace(target, main, new Former("proposal", one), change, FIRST))
                .isEqualTo(new Pushed(two, true, true));
        write("catalog-info.yaml", "three");
        assertThatThrownBy(
                        () ->
                                publisher.replace(
                                        target, main, new Former("proposal", one), change, FIRST))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void namesTheSettingOfATokenThatIsRefused() {
        Target target = empty("orders");
        server.requireToken("right");

        assertThat(failure(() -> publisher.publish(target, "main", files, FIRST)))
                .hasMessageContaining("wants a token; set portico.source.git.hosts.test.token");
        token = Optional.of(new Secret("wrong-one"));
        PorticoException e = failure(() -> publisher.publish(target, "main", files, FIRST));
        assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(e)
                .hasMessageContaining("refuses the token of portico.source.git.hosts.test.token")
                .hasMessageNotContaining("wrong-one");
        Target given = new Target(target.url(), RemoteAccess.given(new Secret("also-wrong")));
        assertThat(failure(() -> publisher.publish(given, "main", files, FIRST)))
                .hasMessageContaining("refuses the token of the step");
    }

    @Test
    void takesATokenThatIsGiven() throws Exception {
        Target target = empty("orders");
        server.requireToken("right");
        token = Optional.of(new Secret("wrong"));

        publisher.publish(
                new Target(target.url(), RemoteAccess.given(new Secret("right"))),
                "main",
                files,
                FIRST);

        assertThat(served("orders", MAIN)).containsOnlyKeys("catalog-info.yaml");
    }

    @Test
    void makesALocalRepositoryAndGoesOnInIt() throws Exception {
        Target target = local("orders");
        assertThat(failure(() -> publisher.find(target, null)).code())
                .isEqualTo(ErrorCode.NOT_FOUND);

        Pushed first = publisher.publish(target, "trunk", files, FIRST);

        Path bare = folder.resolve("git/acme/orders.git");
        assertThat(target.url().folder()).isEqualTo(bare);
        assertThat(files(bare, "HEAD")).containsOnlyKeys("catalog-info.yaml");
        assertThat(publisher.publish(target, "trunk", files, FIRST).wasThere()).isTrue();
        Branch trunk = publisher.find(target, null).orElseThrow();
        assertThat(trunk).isEqualTo(new Branch("trunk", first.commit()));
        write("more", "x");
        assertThat(failure(() -> publisher.publish(target, "trunk", files, FIRST)).code())
                .isEqualTo(ErrorCode.CONFLICT);
        publisher.commit(target, trunk, "trunk", Change.all(files), FIRST);
        assertThat(files(bare, "HEAD")).containsOnlyKeys("catalog-info.yaml", "more");
        assertThat(
                        failure(
                                        () ->
                                                publisher.commit(
                                                        target,
                                                        trunk,
                                                        "trunk",
                                                        Change.all(folder.resolve("git")),
                                                        FIRST))
                                .code())
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void writesNoLocalRepositoryElsewhere() throws Exception {
        Files.createDirectories(folder.resolve("git"));
        Files.createSymbolicLink(folder.resolve("git/out"), folder.resolve("served"));
        for (Path elsewhere :
                List.of(
                        folder.resolve("other.git"),
                        folder.resolve("git"),
                        folder.resolve("git/../other.git"),
                        folder.resolve("git/out/x.git"))) {
            Target target = new Target(RepoUrl.ofPath(elsewhere), null);

            PorticoException e = failure(() -> publisher.publish(target, "main", files, FIRST));

            assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(e).hasMessageContaining("are written below " + folder.resolve("git"));
        }
        assertThat(folder.resolve("served/x.git")).doesNotExist();
        assertThat(folder.resolve("other.git")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "a b", "", "x.lock", "-/..", "a~1"})
    void refusesWhatIsNoNameOfABranch(String branch) {
        Target target = local("orders");

        PorticoException e = failure(() -> publisher.publish(target, branch, files, FIRST));

        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT);
        assertThat(folder.resolve("git")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".git", "a/../b", ".", "a b", ""})
    void refusesWhatIsNoNameOfALocalRepository(String repo) {
        PorticoException e =
                failure(() -> publisher.local(RepoSpec.parse("local?owner=acme&repo=" + repo)));

        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT);
    }
}
