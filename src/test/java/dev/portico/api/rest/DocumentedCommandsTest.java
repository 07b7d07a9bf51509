package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Runs the commands of `docs/changes.md` as a reader would.
@QuarkusTest
class DocumentedCommandsTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\\n(.*?)```");
    private static final int STILL_STREAMING = 28;

    @TestHTTPResource("/")
    URI server;

    @Inject ChangesSample sample;

    @Test
    void commandsAnswer() throws Exception {
        boolean curl =
                List.of(System.getenv("PATH").split(":")).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
        if (!curl) {
            System.out.println("DocumentedCommandsTest skipped: there is no curl.");
        }
        Assumptions.assumeTrue(curl);
        sample.put("documented", "payments");
        List<String> commands =
                BLOCK.matcher(Files.readString(Path.of("docs", "changes.md")))
                        .results()
                        .flatMap(block -> block.group(1).lines())
                        .toList();

        assertThat(commands).hasSize(7);
        for (String command : commands) {
            boolean streams = command.contains("-N");
            Ran ran = run(command, streams);

            assertThat(ran.exit()).as("%s: %s", command, ran.output()).isIn(0, STILL_STREAMING);
            assertThat(ran.exit() == STILL_STREAMING).as(command).isEqualTo(streams);
            assertThat(ran.output()).as(command).isNotBlank();
        }
        sample.remove("documented");
    }

    private record Ran(int exit, String output) {}

    private Ran run(String command, boolean streams) throws IOException, InterruptedException {
        String here =
                command.replace("http://127.0.0.1:7007/", server.toString())
                        .replace(
                                "curl ",
                                streams ? "curl -s --max-time 1 " : "curl -sS --fail-with-body ");
        Process process = new ProcessBuilder("sh", "-c", here).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }
}
