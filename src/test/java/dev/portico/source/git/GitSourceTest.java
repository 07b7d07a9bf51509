package dev.portico.source.git;

import static dev.portico.test.SampleRepo.component;
import static dev.portico.test.SampleRepo.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.catalog.Reading;
import dev.portico.model.Problem;
import dev.portico.platform.PorticoException;
import dev.portico.source.Scan;
import dev.portico.test.GitServer;
import dev.portico.test.SampleRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitSourceTest {
    @TempDir private Path folder;
    private GitServer server;
    private ScanFixture fixture;
    private final ScanFixture.Reader reader = new ScanFixture.Reader();

    @BeforeEach
    void start() {
        server = GitServer.start(folder);
        fixture = new ScanFixture(folder).gitea(server.authority());
    }

    @AfterEach
    void stop() {
        server.close();
        fixture.close();
    }

    private SampleRepo repo(String name) {
        return SampleRepo.create(folder.resolve(name));
    }

    private String file(String repository, String path) {
        return server.url(repository) + "/src/branch/main/" + path;
    }

    private static Map<String, Object> annotations(Reading reading) {
        return reading.declarations()
                .getFirst()
                .document()
                .entity()
                .json()
                .object("metadata")
                .object("annotations")
                .fields();
    }

    private static List<String> codes(Scan scan) {
        return scan.problems().stream().map(Problem::code).toList();
    }

    @Test
    void readsTheDefaultPathsAndAnnotatesWhereFrom() {
        repo("acme/orders")
                .change()
                .put("catalog-info.yaml", component("orders"))
                .put(".backstage/worker.yaml", component("worker"))
                .put("docs/catalog-info.yaml", component("elsewhere"))
                .commit();

        Scan scan = reader.scan(fixture.repository(server.url("acme/orders.git")));

        assertThat(reader.refs())
                .containsExactly("component:default/orders", "component:default/worker");
        assertThat(scan.problems()).isEmpty();
        String at = file("acme/orders", ".backstage/worker.yaml");
        assertThat(annotations(reader.readings().get(at)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "backstage.io/managed-by-location", "url:" + at,
                                "backstage.io/managed-by-origin-location", "url:" + at,
                                "backstage.io/source-location",
                                        "url:" + file("acme/orders", ".backstage/"),
                                "backstage.io/view-url", at,
                                "backstage.io/edit-url",
                                        server.url("acme/orders")
                                                + "/_edit/main/.backstage/worker.yaml"));
    }

    @Test
    void readsOnlyWhatChanged() {
        SampleRepo repo = repo("acme/orders");
        repo.change()
                .put("catalog-info.yaml", location("all", "./a.yaml", "./b.yaml"))
                .put("a.yaml", component("a"))
                .put("b.yaml", component("b"))
                .commit();
        GitSource source = fixture.repository(server.url("acme/orders"));
        reader.scan(source);

        assertThat(reader.scan(source).changed()).isEmpty();
        repo.commit("unrelated.txt", "x");
        assertThat(reader.scan(source).changed()).isEmpty();
        String commit = repo.commit("a.yaml", component("a2"));
        Scan scan = reader.scan(source);

        assertThat(scan.revision()).isEqualTo(commit);
        assertThat(scan.changed())
                .extracting(Reading::location)
                .containsExactly(file("acme/orders", "a.yaml"));
        assertThat(reader.refs())
                .containsExactly(
                        "component:default/a2", "component:default/b", "location:default/all");
    }

    @Test
    void dropsAFileThatIsGone() {
        SampleRepo repo = repo("acme/orders");
        repo.commit("catalog-info.yaml", component("orders"));
        GitSource source = fixture.repository(server.url("acme/orders"));
        reader.scan(source);
        repo.change().remove("catalog-info.yaml").commit();

        assertThat(reader.scan(source).present()).isEmpty();
    }

    @Test
    void followsTargetsRootedRelativeAndGlobbedAndEndsInACycle() {
        repo("acme/orders")
                .change()
                .put("catalog-info.yaml", location("all", "./sub/all.yaml", "/top/*.yaml"))
                .put("sub/all.yaml", location("sub", "../catalog-info.yaml", "deep/c.yaml"))
                .put("sub/deep/c.yaml", component("c"))
                .put("top/a.yaml", component("a"))
                .put("top/b.yaml", component("b"))
                .commit();

        Scan scan = reader.scan(fixture.repository(server.url("acme/orders")));

        assertThat(scan.problems()).isEmpty();
        assertThat(scan.present()).hasSize(5);
        assertThat(reader.refs())
                .containsExactly(
                        "component:default/a",
                        "component:default/b",
                        "component:default/c",
                        "location:default/all",
                        "location:default/sub");
        var provenance =
                reader.readings()
                        .get(file("acme/orders", "sub/deep/c.yaml"))
                        .declarations()
                        .getFirst()
                        .provenance();
        assertThat(provenance.parent()).isEqualTo("location:default/sub");
        assertThat(provenance.file()).isEqualTo("sub/deep/c.yaml");
    }

    @Test
    void reportsAMissingTargetWithItsPlaceUnlessOptional() {
        String yaml = location("all", "./none.yaml", "./none/*.yaml");
        repo("acme/orders")
                .change()
                .put("catalog-info.yaml", component("orders") + "---\n" + yaml)
                .put(
                        ".backstage/optional.yaml",
                        location("opt", "./gone.yaml") + "  presence: optional\n")
                .commit();
        GitSource source = fixture.repository(server.url("acme/orders"));

        Scan scan = reader.scan(source);
        Scan again = reader.scan(source);

        assertThat(scan.problems()).hasSize(2).isEqualTo(again.problems());
        Problem first = scan.problems().getFirst();
        assertThat(first.code()).isEqualTo("target-missing");
        assertThat(first.pointer()).isEqualTo("/spec/targets/0");
        assertThat(first.position().shortForm()).startsWith("catalog-info.yaml:16:");
        assertThat(first.position().document()).isEqualTo(2);
    }

    @Test
    void followsATargetIntoAnotherRepositoryAndItsBranches() {
        SampleRepo other = repo("acme/other");
        other.commit("x/catalog-info.yaml", component("main-x"));
        other.on("feature/new").commit("catalog-info.yaml", component("branch-x"));
        repo("acme/orders")
                .commit(
                        "catalog-info.yaml",
                        location(
                                "all",
                                file("acme/other", "x/catalog-info.yaml"),
                                server.url("acme/other")
                                        + "/src/branch/feature/new/catalog-info.yaml"));
        GitSource source = fixture.repository(server.url("acme/orders"));

        Scan scan = reader.scan(source);

        assertThat(scan.problems()).isEmpty();
        assertThat(reader.refs())
                .containsExactly(
                        "component:default/branch-x",
                        "component:default/main-x",
                        "location:default/all");
        assertThat(scan.dependsOn()).contains(server.url("acme/other"));
        assertThat(reader.readings())
                .containsKey(
                        server.url("acme/other") + "/src/branch/feature/new/catalog-info.yaml");
        other.on("main").commit("x/catalog-info.yaml", component("main-y"));
        reader.scan(source);
        assertThat(reader.refs()).contains("component:default/main-y");
    }

    @Test
    void keepsWhatIsKnownOfARepositoryThatCannotBeReadNow() throws IOException {
        repo("acme/other")
                .change()
                .put("all.yaml", location("other", "./x.yaml"))
                .put("x.yaml", component("x"))
                .commit();
        repo("acme/orders")
                .commit("catalog-info.yaml", location("all", file("acme/other", "all.yaml")));
        GitSource source = fixture.repository(server.url("acme/orders"));
        reader.scan(source);
        Files.move(folder.resolve("acme/other"), folder.resolve("acme/moved"));

        Scan scan = reader.scan(source);

        assertThat(scan.changed()).isEmpty();
        assertThat(scan.present())
                .containsExactlyInAnyOrder(
                        file("acme/orders", "catalog-info.yaml"),
                        file("acme/other", "all.yaml"),
                        file("acme/other", "x.yaml"));
        assertThat(codes(scan)).containsExactly("target-missing");
    }

    @Test
    void tellsWhenTheSourceItselfIsGone() {
        GitSource source = fixture.repository(server.url("none"));
        assertThatThrownBy(() -> reader.scan(source))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("There is no repository at " + server.url("none"));
    }

    @Test
    void countsWhatAPlaceholderReads() {
        SampleRepo repo = repo("acme/orders");
        repo.change()
                .put(
                        "catalog-info.yaml",
                        """
                        apiVersion: backstage.io/v1alpha1
                        kind: API
                        metadata:
                          name: orders
                        spec:
                          type: openapi
                          lifecycle: production
                          owner: team-a
                          definition:
                            $text: ./api/openapi.yaml
                        """)
                .put("api/openapi.yaml", "openapi: 3.1.0")
                .commit();
        GitSource source = fixture.repository(server.url("acme/orders"));
        reader.scan(source);
        assertThat(definition()).isEqualTo("openapi: 3.1.0");
        assertThat(reader.scan(source).changed()).isEmpty();

        repo.commit("api/openapi.yaml", "openapi: 3.1.1");
        reader.scan(source);

        assertThat(definition()).isEqualTo("openapi: 3.1.1");
    }

    private String definition() {
        return reader.readings()
                .get(file("acme/orders", "catalog-info.yaml"))
                .declarations()
                .getFirst()
                .document()
                .entity()
                .json()
                .object("spec")
                .text("definition")
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/../../etc/passwd",
                "file:///etc/passwd",
                "http://169.254.169.254/latest",
                "http://127.0.0.1:1/x"
            })
    void refusesAPlaceholderThatLeavesTheRepository(String target) {
        repo("acme/orders")
                .commit(
                        "catalog-info.yaml",
                        component("orders") + "  note:\n    $text: " + target + "\n");

        reader.scan(fixture.repository(server.url("acme/orders")));

        Reading reading = reader.readings().get(file("acme/orders", "catalog-info.yaml"));
        assertThat(reading.declarations()).isEmpty();
        assertThat(reading.rejections()).hasSize(1);
        assertThat(reading.rejections().getFirst().problems().getFirst().message())
                .contains(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../etc/passwd",
                "http://169.254.169.254/latest",
                "file:///etc/passwd"
            })
    void refusesATargetThatIsNotAllowed(String target) {
        repo("acme/orders").commit("catalog-info.yaml", location("all", target));

        Scan scan = reader.scan(fixture.repository(server.url("acme/orders")));

        assertThat(codes(scan)).containsExactly("target-not-allowed");
        assertThat(scan.present()).hasSize(1);
    }

    @Test
    void neverContactsAnotherPortOfAnAllowedHost() throws IOException {
        try (WebFile web = new WebFile()) {
            repo("acme/orders").commit("catalog-info.yaml", location("all", web.url()));

            Scan scan = reader.scan(fixture.repository(server.url("acme/orders")));

            assertThat(scan.problems().getFirst().message())
                    .contains(web.authority() + " is not allowed");
            assertThat(web.answers()).isEmpty();
        }
    }

    @Test
    void readsAFileOfAWebServerOnlyWhenItChanged() throws IOException {
        try (WebFile web = new WebFile()) {
            web.set(component("web"));
            fixture.allow(web.authority());
            repo("acme/orders").commit("catalog-info.yaml", location("all", web.url()));
            GitSource source = fixture.repository(server.url("acme/orders"));
            reader.scan(source);
            assertThat(reader.refs()).contains("component:default/web");

            assertThat(reader.scan(source).changed()).isEmpty();
            assertThat(web.answers()).containsExactly(200, 304);

            web.fail(503);
            Scan failed = reader.scan(source);
            assertThat(failed.present()).contains(web.url());
            assertThat(codes(failed)).containsExactly("target-unreachable");
            web.fail(404);
            assertThat(reader.scan(source).present()).doesNotContain(web.url());
        }
    }

    @Test
    void makesTheLocationEntityOfARegisteredLocation() {
        repo("acme/orders").commit("x/catalog-info.yaml", component("orders"));
        String target = file("acme/orders", "x/catalog-info.yaml");

        Scan scan = reader.scan(fixture.location(target));

        assertThat(scan.problems()).isEmpty();
        assertThat(reader.refs().getFirst()).isEqualTo("component:default/orders");
        assertThat(reader.refs().getLast()).startsWith("location:default/generated-");
        var child = reader.readings().get(target).declarations().getFirst();
        assertThat(child.provenance().parent()).isEqualTo(reader.refs().getLast());
        assertThat(annotations(reader.readings().get(target)))
                .containsEntry("backstage.io/managed-by-origin-location", "url:" + target);
        assertThat(scan.dependsOn()).containsExactly(server.url("acme/orders"));
        assertThat(reader.scan(fixture.location(target)).changed()).isEmpty();
    }

    @Test
    void keepsARegisteredLocationWhoseTargetIsGone() {
        Scan scan = reader.scan(fixture.location(file("acme/none", "catalog-info.yaml")));

        assertThat(codes(scan)).containsExactly("target-missing");
        assertThat(reader.refs())
                .singleElement()
                .asString()
                .startsWith("location:default/generated-");
    }

    @Test
    void readsALocalRepositoryWithFileLocations() {
        SampleRepo repo = repo("local");
        repo.change()
                .put("catalog-info.yaml", location("all", "./a.yaml", "/b.yaml"))
                .put("a.yaml", component("a"))
                .put("b.yaml", component("b"))
                .commit();

        Scan scan = reader.scan(fixture.repository(repo.folder().toString()));

        assertThat(scan.problems()).isEmpty();
        String at = repo.folder() + "/a.yaml";
        assertThat(annotations(reader.readings().get(at)))
                .containsEntry("backstage.io/managed-by-location", "file:" + at)
                .containsEntry("backstage.io/source-location", "file:" + repo.folder() + "/")
                .doesNotContainKey("backstage.io/edit-url");
    }

    @Test
    void readsFilesOfTheDiskOnlyWhereAllowed() throws IOException {
        Path file = Files.writeString(folder.resolve("plain.yaml"), component("plain"));
        SampleRepo repo = repo("local");
        repo.commit("catalog-info.yaml", location("all", file.toString()));

        assertThat(codes(reader.scan(fixture.repository(repo.folder().toString()))))
                .containsExactly("target-not-allowed");
        fixture.allowType("file");
        assertThat(reader.scan(fixture.repository(repo.folder().toString())).problems()).isEmpty();
        assertThat(reader.refs()).contains("component:default/plain");
    }

    @Test
    void stopsAtTheLimitOfFiles() {
        SampleRepo.Change change = repo("many").change();
        for (int i = 0; i < 20; i++) {
            change.put(".backstage/c" + i + ".yaml", component("c" + i));
        }
        change.commit();

        Scan scan = reader.scan(fixture.maxFiles(10).repository(server.url("many")));

        assertThat(scan.present()).hasSize(10);
        assertThat(codes(scan)).containsExactly("too-many-files");
    }

    @Test
    void keepsOutAFileThatCannotBeUsedAndReadsItsNeighbours() {
        repo("acme/orders")
                .change()
                .put("catalog-info.yaml", component("orders"))
                .put(".backstage/huge.yaml", new byte[1_100_000])
                .put(".backstage/lfs.yaml", "version https://git-lfs.github.com/spec/v1\nsize 9\n")
                .link(".backstage/out.yaml", "../../x")
                .commit();

        reader.scan(fixture.repository(server.url("acme/orders")));

        assertThat(reader.refs()).containsExactly("component:default/orders");
        assertThat(reader.readings().values())
                .flatExtracting(Reading::rejections)
                .flatExtracting(
                        rejection -> rejection.problems().stream().map(Problem::code).toList())
                .containsExactlyInAnyOrder("file-too-large", "file-unusable", "file-unusable");
    }

    @Test
    void parsesNothingOfAThousandUnchangedRepositories() {
        SampleRepo first = repo("first");
        first.commit("catalog-info.yaml", component("c"));
        for (int i = 0; i < 1_000; i++) {
            first.copyTo(folder.resolve("r" + i));
        }
        List<GitSource> sources = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            sources.add(fixture.repository(folder.resolve("r" + i).toString()));
        }
        List<ScanFixture.Reader> readers =
                sources.stream()
                        .map(
                                source -> {
                                    ScanFixture.Reader one = new ScanFixture.Reader();
                                    one.scan(source);
                                    return one;
                                })
                        .toList();

        int parsed = 0;
        for (int i = 0; i < 1_000; i++) {
            parsed += readers.get(i).scan(sources.get(i)).changed().size();
        }

        assertThat(parsed).isZero();
        assertThat(readers).allMatch(one -> one.refs().size() == 1);
    }
}
