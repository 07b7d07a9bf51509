package dev.portico.app;

import static dev.portico.app.Programs.byName;
import static dev.portico.app.Programs.json;
import static dev.portico.app.Programs.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.app.bench.ServerProcess;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.RepositoryWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the program, with its embedded PostgreSQL left behind, after each of the six steps of a
/// task, and looks that the next start goes on where it was.
class TaskCrashIT {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int STEPS = 6;

    @TempDir private Path folder;
    private Programs programs;

    @BeforeEach
    void makeTheTemplate() throws Exception {
        programs = new Programs(folder);
        StringBuilder steps = new StringBuilder();
        for (int i = 1; i <= STEPS; i++) {
            steps.append(
                    """
                        - {id: work-%1$d, name: work-%1$d, action: fs:append, input: {path: story.txt, content: "%1$d ${{ parameters.name }}; "}}
                        - {id: pause-%1$d, action: debug:wait, input: {milliseconds: 700}}
                    """
                            .formatted(i));
        }
        String template =
                """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: story}
                spec:
                  type: service
                  parameters:
                    properties:
                      name: {type: string}
                  steps:
                %s    - {id: read, action: fs:read, input: {path: story.txt}}
                  output:
                    story: ${{ steps.read.output.content }}
                """
                        .formatted(steps);
        Path repository = Files.createDirectories(folder.resolve("repository"));
        RepositoryWriter.create(repository, Map.of("catalog-info.yaml", template), "A template");
    }

    @AfterEach
    void stop() throws Exception {
        programs.close();
    }

    private ServerProcess start() throws Exception {
        return programs.on("data")
                .with("portico.source.git.repositories[0].url", folder + "/repository")
                .with("portico.source.git.repositories[0].trust", "platform")
                .start();
    }

    @Test
    void aTaskSurvivesItsProgram() throws Exception {
        ServerProcess program = start();
        ServerProcess first = program;
        await().atMost(SOON).until(() -> byName(first, "template", "story").statusCode() == 200);
        HttpResponse<String> created =
                program.post(
                        "/api/scaffolder/v2/tasks",
                        """
                        {"templateRef": "template:default/story", "values": {"name": "ann"},
                         "secrets": {"token": "topsecret"}}
                        """);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        String task = JsonObject.parse(created.body()).text("id").orElseThrow();
        for (int step = 1; step <= STEPS; step++) {
            ServerProcess now = program;
            String finished = "Finished step work-" + step;
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> messages(now, task).contains(finished));
            now.kill();
            program = start();
        }

        ServerProcess last = program;
        await().atMost(SOON)
                .until(() -> messages(last, task).getLast().startsWith("Run completed"));
        Map<String, Object> found = json(last.get("/api/scaffolder/v2/tasks/" + task)).getMap("$");
        assertThat(found.get("status")).isEqualTo("completed");
        List<String> messages = messages(last, task);
        for (int step = 1; step <= STEPS; step++) {
            assertThat(messages).containsOnlyOnce("Finished step work-" + step);
        }
        try (Connection database = programs.embedded("data")) {
            assertThat(rows(database, "select output from task"))
                    .containsExactly("{\"story\":\"1 ann; 2 ann; 3 ann; 4 ann; 5 ann; 6 ann; \"}");
            assertThat(rows(database, "select count(*) from task_secret")).containsExactly("0");
        }
    }

    private static List<String> messages(ServerProcess program, String task) throws Exception {
        List<String> messages = new ArrayList<>();
        json(program.get("/api/scaffolder/v2/tasks/" + task + "/events?after=0"))
                .<Map<String, Object>>getList("$")
                .forEach(
                        event ->
                                messages.add(
                                        String.valueOf(
                                                ((Map<?, ?>) event.get("body")).get("message"))));
        return messages;
    }
}
