package dev.portico.template.action.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FsActionsTest {
    @TempDir Path folder;

    private TestContext context;

    @BeforeEach
    void aWorkspace() {
        context = new TestContext(folder);
    }

    private static void fails(ThrowingCallable run, ErrorCode code, String message) {
        assertThatThrownBy(run)
                .isInstanceOf(PorticoException.class)
                .hasMessage(message)
                .extracting("code")
                .isEqualTo(code);
    }

    @Test
    void writes() throws Exception {
        JsonObject output =
                context.run(new FsWrite(), "{\"path\":\"./a/b.txt\",\"content\":\"x\"}");
        assertThat(output).isEqualTo(JsonObject.parse("{\"path\":\"a/b.txt\"}"));
        assertThat(context.content("a/b.txt")).isEqualTo("x");
        context.run(new FsWrite(), "{\"path\":\"a/b.txt\",\"content\":\"\"}");
        assertThat(context.content("a/b.txt")).isEmpty();
        fails(
                () -> context.run(new FsWrite(), "{\"path\":\"a\",\"content\":\"\"}"),
                ErrorCode.INVALID_INPUT,
                "'a' can't be written as a file: there is a folder of this name.");
    }

    @Test
    void writesJsonOverSeveralLines() throws Exception {
        context.run(
                new FsWrite(),
                """
                {"path":"a.json","content":"{\\"a\\":[1,{}],\\"b\\":null}","preserveFormatting":true}
                """);
        assertThat(context.content("a.json"))
                .isEqualTo("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": null\n}");
        context.run(
                new FsWrite(),
                "{\"path\":\"b\",\"content\":\"no {json\",\"preserveFormatting\":true}");
        assertThat(context.content("b")).isEqualTo("no {json");
    }

    @Test
    void appends() throws Exception {
        context.run(new FsAppend(), "{\"path\":\"d/log\",\"content\":\"a\\n\"}");
        context.run(new FsAppend(), "{\"path\":\"d/log\",\"content\":\"b\\n\"}");
        assertThat(context.content("d/log")).isEqualTo("a\nb\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/x", "a/../../x", "out/x", "out"})
    void nothingIsWrittenOutside(String path) throws Exception {
        Path outside = Files.createTempDirectory(folder.getParent(), "outside");
        Files.createSymbolicLink(folder.resolve("out"), outside);
        JsonObject write = JsonObject.of(Map.of("path", path, "content", "x"));
        for (var action : List.of(new FsWrite(), new FsAppend())) {
            fails(
                    () -> context.run(action, write),
                    ErrorCode.INVALID_INPUT,
                    "The path '" + path + "' leads out of the workspace of the task.");
        }
        context.file("inside", "x");
        assertThatThrownBy(
                        () ->
                                context.run(
                                        new FsRename(),
                                        JsonObject.of(
                                                Map.of(
                                                        "files",
                                                        List.of(
                                                                Map.of(
                                                                        "from", "inside", "to",
                                                                        path))))))
                .hasMessageContaining("leads out of the workspace");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void reads() throws Exception {
        context.file("a.yaml", "a: 1\n").file("b.yaml", "a: 1\n---\nb: [2]\n");
        context.file("c.json", "{\"c\":null}").file("bad.json", "{");
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC0, 0});
        assertThat(read("a.yaml", null)).isEqualTo("a: 1\n");
        assertThat(read("a.yaml", "yaml")).isEqualTo(Map.of("a", 1L));
        assertThat(read("b.yaml", "multiyaml"))
                .isEqualTo(List.of(Map.of("a", 1L), Map.of("b", List.of(2L))));
        assertThat(read("c.json", "json")).isEqualTo(JsonObject.parse("{\"c\":null}").fields());
        fails(
                () -> read("nope", null),
                ErrorCode.NOT_FOUND,
                "There is no file 'nope' in the workspace.");
        fails(() -> read("binary", null), ErrorCode.UNPROCESSABLE, "'binary' is no text in UTF-8.");
        assertThatThrownBy(() -> read("bad.json", "json"))
                .hasMessageStartingWith("bad.json: This is not valid JSON at line 1");
    }

    private Object read(String path, String parser) throws Exception {
        JsonObject input = JsonObject.of(Map.of("path", path));
        return context.run(new FsRead(), parser == null ? input : input.with("parser", parser))
                .value("content");
    }

    @Test
    void renames() throws Exception {
        context.file("a", "1").file("d/x", "2").file("there", "3");
        context.run(
                new FsRename(),
                """
                {"files":[{"from":"a","to":"new/b"},{"from":"d","to":"e"},
                          {"from":"new/b","to":"there","overwrite":true}]}
                """);
        assertThat(context.paths()).containsExactly("e/", "e/x", "new/", "there");
        assertThat(context.content("there")).isEqualTo("1");
        assertThat(context.logs)
                .containsExactly(
                        "File a renamed to new/b successfully",
                        "File d renamed to e successfully",
                        "File new/b renamed to there successfully");
        fails(
                () -> context.run(new FsRename(), rename("there", "e/x")),
                ErrorCode.CONFLICT,
                "'there' can't be renamed to 'e/x': that exists already; set overwrite: true to"
                        + " replace it.");
        fails(
                () -> context.run(new FsRename(), rename("gone", "x")),
                ErrorCode.NOT_FOUND,
                "There is nothing at 'gone' that could be renamed.");
        fails(
                () -> context.run(new FsRename(), rename("e", "e/in")),
                ErrorCode.INVALID_INPUT,
                "'e' can't be renamed to 'e/in': one of them is in the other.");
    }

    private static JsonObject rename(String from, String to) {
        return JsonObject.of(Map.of("files", List.of(Map.of("from", from, "to", to))));
    }

    @Test
    void deletes() throws Exception {
        Path outside = Files.createTempFile(folder.getParent(), "outside", "");
        context.file("a.txt", "").file("d/b.txt", "").file("d/.c.txt", "").file("d/e/f.md", "");
        context.file("{{x}}[1]", "").file("[ab]", "");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("d"));
        context.run(new FsDelete(), "{\"files\":[\"**/*.txt\",\"{{x}}[1]\",\"gone\",\"link\"]}");
        assertThat(context.paths()).containsExactly("[ab]", "d/", "d/e/", "d/e/f.md");
        assertThat(context.logs)
                .containsExactly(
                        "File d/b.txt deleted successfully",
                        "File d/.c.txt deleted successfully",
                        "File a.txt deleted successfully",
                        "File {{x}}[1] deleted successfully",
                        "File gone deleted successfully",
                        "File link deleted successfully");
        context.run(new FsDelete(), "{\"files\":[\"d\"]}");
        assertThat(context.paths()).containsExactly("[ab]");
        context.run(new FsDelete(), "{\"files\":[\".\"]}");
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(
                        () ->
                                context.run(
                                        new FsDelete(),
                                        JsonObject.of(
                                                Map.of("files", List.of(outside.toString())))))
                .hasMessageContaining("leads out of the workspace");
        assertThat(outside).exists();
    }

    @Test
    void lists() throws Exception {
        context.file("b", "").file("a/c", "").file("a/d/e", "");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("b"));
        Path root = folder.toRealPath();
        JsonObject flat = context.run(new FsReaddir(), "{\"paths\":[\".\"]}");
        assertThat(flat.objects("files"))
                .containsExactly(
                        JsonObject.of(Map.of("name", "b", "path", "b", "fullPath", root + "/b")));
        assertThat(flat.objects("folders")).extracting(it -> it.value("path")).containsExactly("a");
        JsonObject deep = context.run(new FsReaddir(), "{\"paths\":[\"a\"],\"recursive\":true}");
        assertThat(deep.objects("files"))
                .extracting(it -> it.value("path"))
                .containsExactly("a/c", "a/d/e");
        assertThat(deep.objects("folders"))
                .extracting(it -> it.value("path"))
                .containsExactly("a/d");
        JsonObject empty = context.run(new FsReaddir(), "{\"paths\":[]}");
        assertThat(empty).isEqualTo(JsonObject.parse("{\"files\":[],\"folders\":[]}"));
        fails(
                () -> context.run(new FsReaddir(), "{\"paths\":[\"nope\"]}"),
                ErrorCode.NOT_FOUND,
                "There is no folder 'nope' in the workspace.");
    }

    @Test
    void replaces() throws Exception {
        context.file("a.txt", "x.x y").file("d/b.txt", "x.x").file("d/.c.txt", "x.x");
        replace("**/*.txt", "x.x", "$$1 $& $1", false);
        assertThat(context.content("a.txt")).isEqualTo("$1 x.x $1 y");
        assertThat(context.content("d/b.txt")).isEqualTo("$1 x.x $1");
        assertThat(context.content("d/.c.txt")).as("a dot file").isEqualTo("x.x");
        replace("d/.c.txt", "(?P<a>x)\\.(x)", "$2-$<a>$9", true);
        assertThat(context.content("d/.c.txt")).isEqualTo("x-x$9");
        assertThatThrownBy(() -> replace("a.txt", "(?=x)", "y", true))
                .isInstanceOf(PorticoException.class)
                .hasMessageStartingWith("'(?=x)' is no regular expression in the syntax of RE2");
        fails(
                () -> replace("a.txt", "x", "", false),
                ErrorCode.INVALID_INPUT,
                "Each of files must have a file, a find and a replaceWith.");
    }

    private void replace(String file, String find, String with, boolean regex) throws Exception {
        context.run(
                new FsReplace(),
                JsonObject.of(
                        Map.of(
                                "files",
                                List.of(
                                        Map.of(
                                                "file",
                                                file,
                                                "find",
                                                find,
                                                "replaceWith",
                                                with,
                                                "matchRegex",
                                                regex)))));
    }

    @Test
    void zips() throws Exception {
        context.file("d/a", "1").file("d/e/b", "2").file("c", "3");
        JsonObject output =
                context.run(new ZipFolder(), "{\"path\":\"d\",\"outputPath\":\"out/d.zip\"}");
        assertThat(output.text("outputPath")).contains("out/d.zip");
        byte[] first = Files.readAllBytes(folder.resolve("out/d.zip"));
        context.run(new ZipFolder(), "{\"path\":\"d\",\"outputPath\":\"out/d.zip\"}");
        assertThat(folder.resolve("out/d.zip")).hasBinaryContent(first);
        try (ZipFile zip = new ZipFile(folder.resolve("out/d.zip").toFile())) {
            assertThat(zip.stream().map(Object::toString)).containsExactly("a", "e/b");
            assertThat(zip.getInputStream(zip.getEntry("e/b")).readAllBytes())
                    .isEqualTo(new byte[] {'2'});
        }
        context.run(new ZipFolder(), "{\"path\":\"c\",\"outputPath\":\"c.zip\"}");
        try (ZipFile zip = new ZipFile(folder.resolve("c.zip").toFile())) {
            assertThat(zip.stream().map(Object::toString)).containsExactly("c");
        }
        fails(
                () -> context.run(new ZipFolder(), "{\"path\":\"x\",\"outputPath\":\"y\"}"),
                ErrorCode.NOT_FOUND,
                "File x does not exist. Can't zip it.");
    }
}
