package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.app.bench.ServerProcess;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.RepositoryWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows `docs/templates.md` with the packaged program as a reader would: its commands and
/// queries in their order, in a folder with the files that it shows.
class TemplatesPageIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```");
    private static final String ASKING =
            """
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: { name: asking }
            spec:
              type: service
              steps:
                - id: approval
                  action: approval:request
                  input: { approvers: ["user:default/portico-admin"] }
            """;

    @TempDir private Path folder;
    private Programs programs;
    private ServerProcess server;
    private String id = "";

    /// A piece of the page.
    private record Block(String language, String text) {}

    @AfterEach
    void stop() throws Exception {
        if (programs != null) {
            programs.close();
        }
    }

    @Test
    void everyCommandAndQueryOfThePageWorks() throws Exception {
        List<Block> blocks = blocks();
        write(blocks);
        programs = new Programs(folder);
        server =
                programs.on("data")
                        .with("portico.source.self", "true")
                        .with(
                                "portico.source.self-folder",
                                Path.of("catalog").toAbsolutePath().toString())
                        .with(
                                "portico.source.git.repositories[0].url",
                                folder.resolve("templates").toString())
                        .with("portico.source.git.repositories[0].trust", "platform")
                        .start();
        awaitTemplate("quarkus-service");
        awaitTemplate("runbook");
        awaitTemplate("asking");
        int commands = 0;
        for (Block block : blocks) {
            if (block.language().equals("sh")) {
                command(block.text());
                commands++;
            } else if (block.language().equals("graphql")) {
                query(block.text());
                commands++;
            }
        }
        assertThat(commands).isGreaterThanOrEqualTo(6);
        theTemplateOfThePage();
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (MatchResult block :
                BLOCK.matcher(Files.readString(Path.of("docs", "templates.md")))
                        .results()
                        .toList()) {
            blocks.add(new Block(block.group(1), block.group(2)));
        }
        return blocks;
    }

    /// The files whose names stand in the first line of their blocks, here and in a repository; and
    /// the program under the name that the page calls it by.
    private void write(List<Block> blocks) throws IOException {
        Pattern name = Pattern.compile("^(?:# (\\S+\\.yaml)|<!-- (\\S+) -->)\\n");
        TreeMap<String, String> files = new TreeMap<>();
        for (Block block : blocks) {
            var matcher = name.matcher(block.text());
            if (matcher.find()) {
                String file = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                files.put(file, block.text().substring(matcher.end()));
            }
        }
        assertThat(files).containsKeys("template.yaml", "skeleton/README.md");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        files.put("asking.yaml", ASKING);
        files.put("catalog-info.yaml", location());
        RepositoryWriter.create(
                Files.createDirectories(folder.resolve("templates")), files, "The templates");
        Files.createSymbolicLink(folder.resolve("catalog"), Path.of("catalog").toAbsolutePath());
        Path program = folder.resolve("portico");
        Files.writeString(
                program,
                "#!/bin/sh\nexec %s -Dportico.data-dir=%s -jar %s \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                folder.resolve("data"),
                                Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath()));
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static String location() {
        return """
        apiVersion: backstage.io/v1alpha1
        kind: Location
        metadata: { name: templates }
        spec: { targets: [./template.yaml, ./asking.yaml] }
        """;
    }

    private void awaitTemplate(String name) {
        String path = "/api/catalog/entities/by-name/template/default/" + name;
        await().atMost(SOON).until(() -> server.get(path).statusCode() == 200);
    }

    /// What starts a task names it for those behind; what they show is there once it has ended.
    private void command(String text) throws Exception {
        if (text.contains("/approve")) {
            id = run("asking", "{}");
            awaitStep("approval", "waiting");
        }
        String here =
                text.replace("http://127.0.0.1:7007", "http://127.0.0.1:" + server.port())
                        .replace("curl -s", "curl --fail-with-body -s");
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-e", "-c", here)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.txt").toFile());
        builder.environment().put("id", id);
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(text).isTrue();
        String output = Files.readString(folder.resolve("output.txt"), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as("%s%n%s", text, output).isZero();
        if (text.contains("/v2/tasks ")) {
            id = JsonObject.parse(output.strip()).text("id").orElseThrow();
            completed();
        } else if (text.contains("/approve")) {
            completed();
        }
    }

    private void query(String text) throws Exception {
        JsonObject answer = server.graphql(text);
        assertThat(answer.has("errors")).as("%s%n%s", text, answer).isFalse();
        answer.object("data")
                .fields()
                .forEach((field, value) -> assertThat(value).as(text + field).isNotNull());
    }

    private String run(String template, String values) throws Exception {
        String answer =
                server.post(
                                "/api/scaffolder/v2/tasks",
                                "{\"templateRef\": \"template:default/%s\", \"values\": %s}"
                                        .formatted(template, values))
                        .body();
        return JsonObject.parse(answer).text("id").orElseThrow(() -> new AssertionError(answer));
    }

    private JsonObject task() throws IOException, InterruptedException {
        return JsonObject.parse(server.get("/api/scaffolder/v2/tasks/" + id).body());
    }

    private void awaitStep(String step, String status) {
        String query = "{ task(id: \"%s\") { steps { id status } } }".formatted(id);
        await().atMost(SOON)
                .until(
                        () ->
                                server.graphql(query)
                                        .toJson()
                                        .contains(
                                                "\"id\":\"%s\",\"status\":\"%s\""
                                                        .formatted(step, status.toUpperCase())));
    }

    private void completed() {
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(task().text("status"))
                                        .as(
                                                server.get(
                                                                "/api/scaffolder/v2/tasks/"
                                                                        + id
                                                                        + "/events")
                                                        .body())
                                        .contains("completed"));
    }

    /// The page shows no command for it, as a person fills in a form.
    private void theTemplateOfThePage() throws Exception {
        id = run("runbook", "{\"service\": \"orders\", \"onCall\": true}");
        completed();
        Process clone =
                new ProcessBuilder("git", "clone", "-q", "data/git/runbooks/orders.git", "runbook")
                        .directory(folder.toFile())
                        .inheritIO()
                        .start();
        assertThat(clone.waitFor()).isZero();
        assertThat(Files.readString(folder.resolve("runbook/README.md")))
                .contains("# Runbook of orders", "Somebody is on call day and night.");
    }
}
