package dev.portico.template.action.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.TestContext;
import dev.portico.test.SampleRepo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchTemplateTest {
    private static final JsonObject VALUES =
            JsonObject.parse("{\"name\":\"orders\",\"docs\":false,\"none\":\"\",\"up\":\"../..\"}");

    @TempDir Path folder;

    private FetchFixture fetch;
    private TestContext context;
    private SampleRepo repo;

    @BeforeEach
    void start() throws Exception {
        fetch = new FetchFixture(folder);
        context = new TestContext(Files.createDirectories(folder.resolve("workspace")));
        repo = fetch.repo("acme/templates");
        context.at(fetch.browse("acme/templates", "main", "svc/"), null);
    }

    @AfterEach
    void stop() {
        fetch.close();
    }

    private static JsonObject input() {
        return JsonObject.of(Map.of("url", "./skeleton")).with("values", VALUES.fields());
    }

    private void run(JsonObject input) throws Exception {
        context.run(fetch.template(), input);
    }

    private void skeleton(String... pathsAndContents) {
        SampleRepo.Change change = repo.change().put("svc/template.yaml", "");
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            change.put("svc/skeleton/" + pathsAndContents[i], pathsAndContents[i + 1]);
        }
        change.commit();
    }

    private static void fails(ThrowingCallable run, ErrorCode code, String message) {
        assertThatThrownBy(run)
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining(message)
                .extracting("code")
                .isEqualTo(code);
    }

    @Test
    void rendersContentsAndNames() throws Exception {
        byte[] binary = "${{ values.name }}\0".getBytes(StandardCharsets.UTF_8);
        byte[] notUtf8 = {'$', '{', '{', ' ', (byte) 0xE9, '}', '}'};
        repo.change()
                .put(
                        "svc/skeleton/src/${{ values.name }}/App.java",
                        "class ${{ values.name | capitalize }} {}\n")
                .put("svc/skeleton/${{values.name}}.md", "# {{ not ours }} ${{ values.name }}")
                .put("svc/skeleton/plain.txt", "nothing here\r\n")
                .executable("svc/skeleton/run.sh", "echo ${{ values.name }}")
                .put("svc/skeleton/logo.png", binary)
                .put("svc/skeleton/latin1.txt", notUtf8)
                .put("svc/skeleton/bom.txt", "\uFEFF${{ values.name }}")
                .link("svc/skeleton/link", "${{ values.name }}.md")
                .commit();
        run(input().with("targetPath", "out"));
        Path out = context.workspace().root().resolve("out");
        assertThat(context.content("out/src/orders/App.java")).isEqualTo("class Orders {}\n");
        assertThat(context.content("out/orders.md")).isEqualTo("# {{ not ours }} orders");
        assertThat(context.content("out/plain.txt")).isEqualTo("nothing here\r\n");
        assertThat(context.content("out/run.sh")).isEqualTo("echo orders");
        assertThat(out.resolve("run.sh")).isExecutable();
        assertThat(Files.isExecutable(out.resolve("orders.md"))).isFalse();
        assertThat(out.resolve("logo.png")).hasBinaryContent(binary);
        assertThat(out.resolve("latin1.txt")).hasBinaryContent(notUtf8);
        assertThat(context.content("out/bom.txt")).isEqualTo("\uFEFForders");
        assertThat(Files.readSymbolicLink(out.resolve("link")))
                .hasToString("${{ values.name }}.md");
        assertThat(context.logs)
                .containsExactly(
                        "Fetching template content from remote URL",
                        "Processing 10 template files/directories with input values",
                        "Template result written to out");
    }

    @Test
    void emptyNamesDropFilesAndFolders() throws Exception {
        skeleton(
                "{% if values.docs %}docs{% endif %}/index.md", "x",
                "a/{% if values.docs %}b{% endif %}/c", "x",
                "d/${{ values.none }}", "x",
                "${{ values.none }}", "x",
                "kept", "x");
        run(input());
        assertThat(context.paths()).containsExactly("a/", "d/", "kept");
    }

    @Test
    void whatIsThereStaysUnlessItIsReplaced() throws Exception {
        skeleton("a", "new ${{ values.name }}", "b", "b");
        context.file("a", "old");
        run(input());
        assertThat(context.content("a")).isEqualTo("old");
        assertThat(context.content("b")).isEqualTo("b");
        run(input().with("replace", true));
        assertThat(context.content("a")).isEqualTo("new orders");
    }

    @Test
    void someFilesAreCopiedUnderRenderedNames() throws Exception {
        skeleton(
                "static/${{ values.name }}.html", "${{ raw }}",
                "${{ values.name }}/x.tpl", "${{ raw }}",
                "other.txt", "${{ values.name }}");
        run(input().with("copyWithoutTemplating", List.of("static", "${{ values.name }}/*.tpl")));
        assertThat(context.content("static/orders.html")).isEqualTo("${{ raw }}");
        assertThat(context.content("orders/x.tpl")).isEqualTo("${{ raw }}");
        assertThat(context.content("other.txt")).isEqualTo("orders");
    }

    @Test
    void onlyFilesWithAnEndingAreRendered() throws Exception {
        skeleton(
                "a.txt.njk",
                "${{ values.name }}",
                "${{ values.name }}.txt",
                "${{ raw }}",
                "b.tpl",
                "${{ values.name }}");
        run(input().with("templateFileExtension", true));
        assertThat(context.paths()).containsExactly("a.txt", "b.tpl", "orders.txt");
        assertThat(context.content("a.txt")).isEqualTo("orders");
        assertThat(context.content("orders.txt")).isEqualTo("${{ raw }}");
        run(input().with("templateFileExtension", "tpl").with("targetPath", "t"));
        assertThat(context.content("t/b")).isEqualTo("orders");
        fails(
                () ->
                        run(
                                input().with("templateFileExtension", true)
                                        .with("copyWithoutTemplating", List.of())),
                ErrorCode.INVALID_INPUT,
                "copyWithoutTemplating and templateFileExtension can't be used together");
        fails(
                () ->
                        run(
                                input().with("templateFileExtension", true)
                                        .with("cookiecutterCompat", true)),
                ErrorCode.INVALID_INPUT,
                "cookiecutterCompat and templateFileExtension can't be used together");
    }

    @Test
    void cookiecutter() throws Exception {
        skeleton("{{cookiecutter.name}}/a.json", "{{ cookiecutter | jsonify }} ${{ x }}");
        run(input().with("values", Map.of("name", "orders")).with("cookiecutterCompat", true));
        assertThat(context.content("orders/a.json")).isEqualTo("{\"name\":\"orders\"} $");
    }

    @Test
    void whiteSpaceAroundTags() throws Exception {
        skeleton("a", "x\n  {% if values.name %}\ny\n  {% endif %}\nz");
        run(input().with("targetPath", "plain"));
        run(
                input().with("targetPath", "tight")
                        .with("trimBlocks", true)
                        .with("lstripBlocks", true));
        assertThat(context.content("plain/a")).isEqualTo("x\n  \ny\n  \nz");
        assertThat(context.content("tight/a")).isEqualTo("x\ny\nz");
    }

    @Test
    void theFiltersOfBackstageAreThere() throws Exception {
        skeleton("a", "${{ values.repo | projectSlug }} ${{ (values.repo | parseRepoUrl).host }}");
        run(input().with("values", Map.of("repo", "github.com?owner=acme&repo=orders")));
        assertThat(context.content("a")).isEqualTo("acme/orders github.com");
    }

    @Test
    void whatFailsNamesFileLineAndColumn() throws Exception {
        skeleton("src/a.txt", "one\ntwo ${{ values.name | nope }}\n");
        fails(() -> run(input()), ErrorCode.UNPROCESSABLE, "In src/a.txt, line 2, column ");
        skeleton("src/a.txt", "{% if values.name %}\n");
        fails(() -> run(input()), ErrorCode.UNPROCESSABLE, "In src/a.txt, line ");
        skeleton("src/a.txt", "fine", "${{ values.name | nope }}", "");
        fails(
                () -> run(input()),
                ErrorCode.UNPROCESSABLE,
                "In the name of ${{ values.name | nope }}, line 1, column ");
    }

    @Test
    void aRenderThatExplodesIsStopped() throws Exception {
        skeleton(
                "bomb",
                "{% for a in range(10000) %}{% for b in range(10000) %}xxxxxxxxxxxxxxxx{% endfor %}{% endfor %}");
        fails(() -> run(input()), ErrorCode.UNPROCESSABLE, "In bomb, line 1");
        skeleton("bomb", "{% macro m() %}${{ m() }}{% endmacro %}${{ m() }}");
        fails(() -> run(input()), ErrorCode.UNPROCESSABLE, "In bomb, line 1");
    }

    @Test
    void namesThatLeadOutAreRefused() throws Exception {
        skeleton("${{ values.up }}/evil", "x");
        fails(
                () -> run(input().with("targetPath", "a/b")),
                ErrorCode.INVALID_INPUT,
                "The file name '../..' leads out of the folder that is written.");
        skeleton("${{ values.up }}/evil", "x", "..${{ values.none }}", "x");
        fails(() -> run(input()), ErrorCode.INVALID_INPUT, "leads out of the folder");
        assertThat(folder.resolve("evil")).doesNotExist();
        assertThat(context.workspace().root().resolve("evil")).doesNotExist();
    }

    @Test
    void nothingIsWrittenThroughALink() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.createSymbolicLink(context.workspace().root().resolve("out"), outside);
        skeleton("out/x", "1");
        fails(
                () -> run(input().with("replace", true)),
                ErrorCode.INVALID_INPUT,
                "leads out of the workspace");
        fails(
                () -> run(input().with("targetPath", "out")),
                ErrorCode.INVALID_INPUT,
                "leads out of the workspace");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void tooManyFilesAreRefused() throws Exception {
        SampleRepo.Change change = repo.change();
        for (int i = 0; i < 300; i++) {
            change.put("svc/skeleton/d%d/f%d".formatted(i % 10, i), "x");
        }
        change.commit();
        SkeletonRenderer small = new SkeletonRenderer(fetch.compiled, new FetchLimits(309, 299));
        FetchTemplate action = new FetchTemplate(fetch.origin, small);
        fails(
                () -> context.run(action, input()),
                ErrorCode.TOO_LARGE,
                "has more than 309 files and folders, the limit for one step.");
        assertThat(context.paths()).isEmpty();
        SkeletonRenderer few = new SkeletonRenderer(fetch.compiled, new FetchLimits(310, 299));
        fails(
                () -> context.run(new FetchTemplate(fetch.origin, few), input()),
                ErrorCode.TOO_LARGE,
                "the limit for one step.");
        assertThat(FetchLimits.USUAL).isEqualTo(new FetchLimits(50_000, 256_000_000));
    }

    @Test
    void aStepThatIsEndedStops() throws Exception {
        context.at(
                fetch.browse("acme/templates", "main", "svc/"), repo.commit("svc/skeleton/a", "1"));
        run(input());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(input().with("targetPath", "again")))
                .isInstanceOf(InterruptedException.class);
        assertThat(context.paths()).containsExactly("a", "again/");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void oneFile() throws Exception {
        repo.change().executable("svc/run.sh", "echo ${{ values.name }}").commit();
        JsonObject input = input().with("url", "run.sh").with("targetPath", "bin/go.sh");
        context.run(fetch.templateFile(), input);
        assertThat(context.content("bin/go.sh")).isEqualTo("echo orders");
        assertThat(context.workspace().root().resolve("bin/go.sh")).isExecutable();
        JsonObject again = input.with("values", Map.of("name", "x"));
        context.run(fetch.templateFile(), again);
        assertThat(context.content("bin/go.sh")).isEqualTo("echo orders");
        assertThat(context.logs.getLast())
                .isEqualTo("File bin/go.sh already exists in workspace, not replacing.");
        context.run(fetch.templateFile(), again.with("replace", true));
        assertThat(context.content("bin/go.sh")).isEqualTo("echo x");
    }

    @Test
    void aFolderOfTheWorkspace() throws Exception {
        WorkspaceTemplate action = new WorkspaceTemplate(fetch.renderer);
        context.file("in/${{ values.name }}/a", "${{ values.name }}").file("in/raw", "${{ raw }}");
        JsonObject input =
                JsonObject.parse(
                                "{\"sourcePath\":\"in\",\"targetPath\":\"out\",\"copyWithoutTemplating\":[\"raw\"]}")
                        .with("values", VALUES.fields());
        context.run(action, input);
        assertThat(context.content("out/orders/a")).isEqualTo("orders");
        assertThat(context.content("out/raw")).isEqualTo("${{ raw }}");
        for (String target : List.of("in/x", "in", ".")) {
            fails(
                    () -> context.run(action, input.with("targetPath", target)),
                    ErrorCode.INVALID_INPUT,
                    "targetPath must not be within template path.");
        }
        fails(
                () -> context.run(action, input.with("sourcePath", "nope")),
                ErrorCode.NOT_FOUND,
                "There is no folder 'nope' in the workspace.");
    }

    @Test
    void aFileOfTheWorkspace() throws Exception {
        WorkspaceTemplateFile action = new WorkspaceTemplateFile(fetch.renderer);
        context.file("in", "${{ values.name }}");
        JsonObject input =
                JsonObject.parse("{\"sourcePath\":\"in\",\"targetPath\":\"d/out\"}")
                        .with("values", VALUES.fields());
        context.run(action, input);
        assertThat(context.content("d/out")).isEqualTo("orders");
        context.run(action, input.with("values", Map.of()));
        assertThat(context.content("d/out")).isEqualTo("orders");
        fails(
                () -> context.run(action, input.with("sourcePath", "nope")),
                ErrorCode.NOT_FOUND,
                "There is no file 'nope' in the workspace.");
    }

    @Test
    void aWarmSkeletonOfTwoHundredFilesIsQuick() throws Exception {
        SampleRepo.Change change = repo.change();
        for (int i = 0; i < 200; i++) {
            change.put(
                    "svc/skeleton/src/${{ values.name }}/p%d/File%d.java".formatted(i % 20, i),
                    "package ${{ values.name }};\n{% if values.name %}class A"
                            + i
                            + " {}\n{% endif %}"
                            + "// a line of code\n".repeat(40));
        }
        String commit = change.commit();
        context.at(fetch.browse("acme/templates", "main", "svc/"), commit);
        // time of this thread on a processor, as others may keep them busy
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cold = 0;
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 30; i++) {
            long start = threads.getCurrentThreadCpuTime();
            run(input().with("targetPath", "t" + i));
            long time = threads.getCurrentThreadCpuTime() - start;
            cold = i == 0 ? time : cold;
            best = Math.min(best, time);
        }
        System.out.printf(
                "skeleton of 200 files: %.0f ms of a processor cold, %.1f ms warm%n",
                cold / 1e6, best / 1e6);
        assertThat(context.content("t29/src/orders/p7/File7.java"))
                .startsWith("package orders;\nclass A7 {}\n");
        assertThat(best).isLessThan(300_000_000L);
    }
}
