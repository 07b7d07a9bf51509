package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The descriptors that the README and the pages show pass `./portico validate`.
class DocumentedDescriptorsTest {
    private static final Pattern DESCRIPTOR =
            Pattern.compile("(?s)```yaml\\n((?:# \\S+\\n)?\\s*apiVersion: .*?)```");

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"README.md", "docs/kinds.md", "docs/kubernetes.md", "docs/templates.md"})
    void haveNoErrors(String page) throws IOException {
        List<String> descriptors =
                DESCRIPTOR
                        .matcher(Files.readString(Path.of(page)))
                        .results()
                        .map(block -> block.group(1).stripIndent())
                        .toList();

        assertThat(descriptors).isNotEmpty();
        for (String descriptor : descriptors) {
            Path file = Files.writeString(folder.resolve("shown.yaml"), descriptor);
            StringWriter out = new StringWriter();
            CommandLine command = Main.commandLine().setOut(new PrintWriter(out, true));

            assertThat(command.execute("validate", file.toString())).as(out.toString()).isZero();
        }
    }
}
