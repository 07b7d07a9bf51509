package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The template of docs/templates.md and its tests do what the page says.
class DocumentedTemplateTest {
    @TempDir private Path folder;

    @Test
    void theTestsSayWhatThePageShows() throws IOException {
        String page = Files.readString(Path.of("docs/templates.md"));
        write("template.yaml", block(page, "```yaml\n# template.yaml\n"));
        write("template.test.yaml", block(page, "```yaml\n(?=# template.test.yaml\n)"));
        write("skeleton/README.md", block(page, "```markdown\n<!-- skeleton/README.md -->\n"));
        StringWriter out = new StringWriter();
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));

        int code = command.execute("template", "test", folder.resolve("template.yaml").toString());

        assertThat(out.toString().replace(folder + "/", ""))
                .isEqualTo(block(page, "```console\n\\$ ./portico template test template.yaml\n"));
        assertThat(code).isEqualTo(1);
    }

    private static String block(String page, String begin) {
        Matcher found = Pattern.compile(begin + "(.*?)```\n", Pattern.DOTALL).matcher(page);
        assertThat(found.find()).as(begin).isTrue();
        return found.group(1);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
