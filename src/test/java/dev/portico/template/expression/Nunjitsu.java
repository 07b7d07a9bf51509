package dev.portico.template.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// npm's nunjitsu and nunjucks in one process of node.
final class Nunjitsu {
    private static final Path NODE = Path.of("src/test/node");

    /// The old engine never ends with some of these.
    private static final Pattern SLICE = Pattern.compile("\\[[^\\]]*:|range\\(9");

    private Nunjitsu() {}

    static boolean isInstalled() {
        return Files.isDirectory(NODE.resolve("node_modules/nunjitsu"))
                && Files.isDirectory(NODE.resolve("node_modules/nunjucks"));
    }

    record Question(ExpressionCases.Case template, JsonObject context) {
        private String toJson() {
            return JsonObject.EMPTY
                    .with("source", template.source())
                    .with("context", context)
                    .with("cookiecutter", template.cookiecutter())
                    .with("trim", template.trim())
                    .with("lstrip", template.lstrip())
                    .with("old", !SLICE.matcher(template.source()).find())
                    .toJson();
        }
    }

    /// The answers of `nunjitsu.mjs`, in order.
    static List<JsonObject> ask(List<Question> questions) throws IOException, InterruptedException {
        Path input = Files.createTempFile("templates", ".jsonl");
        Path output = Files.createTempFile("rendered", ".jsonl");
        try (BufferedWriter writer = Files.newBufferedWriter(input)) {
            for (Question question : questions) {
                writer.write(question.toJson());
                writer.newLine();
            }
        }
        Process node =
                new ProcessBuilder("node", "--no-warnings", "nunjitsu.mjs")
                        .directory(NODE.toFile())
                        .redirectInput(input.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(node.waitFor()).isZero();
        List<JsonObject> answers =
                Files.readAllLines(output, StandardCharsets.UTF_8).stream()
                        .map(JsonObject::parse)
                        .toList();
        Files.delete(input);
        Files.delete(output);
        assertThat(answers).hasSameSizeAs(questions);
        return answers;
    }
}
