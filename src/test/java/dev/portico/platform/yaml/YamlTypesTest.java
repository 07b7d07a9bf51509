package dev.portico.platform.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.test.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every real file means the same to us as to npm's `yaml`, which Backstage reads with.
@Tag("real")
class YamlTypesTest {
    private static final Path NODE = Path.of("src/test/node");

    @Test
    void readsTheSameValuesAsNpmsYaml() throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("catalog-info", "templates", "k8s")) {
            addYaml(SharedFiles.require("corpus/" + folder), files);
        }
        if (!Files.isDirectory(NODE.resolve("node_modules/yaml"))) {
            System.out.println("YamlTypesTest skipped: it needs npm install in " + NODE + ".");
            Assumptions.abort("no npm install in " + NODE);
        }
        List<String> theirs = npm(files);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            compare(files.get(i), theirs.get(i), differences);
        }
        assertThat(differences).isEmpty();
        assertThat(files).hasSizeGreaterThan(150);
    }

    private static void addYaml(Path folder, List<Path> files) {
        try (Stream<Path> inside = Files.walk(folder)) {
            inside.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> npm(List<Path> files) throws IOException, InterruptedException {
        Path names = Files.createTempFile("files", ".txt");
        Path output = Files.createTempFile("values", ".json");
        Files.write(names, files.stream().map(Path::toString).toList());
        Process node =
                new ProcessBuilder("node", "--no-warnings", "yaml-to-json.mjs")
                        .directory(NODE.toFile())
                        .redirectInput(names.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(node.waitFor()).isZero();
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }

    private static void compare(Path file, String theirs, List<String> differences)
            throws IOException {
        List<@Nullable Object> expected =
                JsonObject.EMPTY.with("documents", JsonValues.parse(theirs)).list("documents");
        List<YamlDocument> documents = YamlParser.parse(Files.readAllBytes(file)).documents();
        boolean anyError = theirs.contains("{\"error\":");
        if (documents.size() != expected.size() && !anyError) {
            differences.add(file + ": " + expected.size() + " documents, not " + documents.size());
            return;
        }
        for (int i = 0; i < Math.min(documents.size(), expected.size()); i++) {
            YamlDocument document = documents.get(i);
            if (!(expected.get(i) instanceof Map<?, ?> result)) {
                continue;
            }
            boolean syntax =
                    document.problems().stream().anyMatch(p -> !p.code().equals("not-an-object"));
            if (result.containsKey("error") != syntax) {
                differences.add(
                        file
                                + "#"
                                + (i + 1)
                                + ": "
                                + result.get("error")
                                + " / "
                                + document.problems());
            } else if (!syntax && result.get("value") instanceof Map<?, ?> value) {
                JsonObject ours =
                        JsonObject.parse(document.value().orElse(JsonObject.EMPTY).toJson());
                if (!JsonObject.of(value).equals(ours)) {
                    differences.add(file + "#" + (i + 1) + ": other values");
                }
            }
        }
    }
}
