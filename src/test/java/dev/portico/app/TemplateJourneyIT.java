package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.app.bench.ServerProcess;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.RepositoryWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What README and `docs/templates.md` promise, with the packaged program: from a form to the
// entity
/// in the catalog, without any account; and what was made is brought up to date when its template
/// changed.
class TemplateJourneyIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String TEMPLATE =
            """
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata:
              name: notes
              annotations: { portico.dev/strict-expressions: "true" }
            spec:
              type: documentation
              parameters:
                - required: [name]
                  properties:
                    name: { type: string }
                    greeting: { type: string, default: Hello }
              steps:
                - id: files
                  action: fetch:template
                  input:
                    url: ./skeleton
                    targetPath: site
                    values: { name: "${{ parameters.name }}", greeting: "${{ parameters.greeting }}" }
                - id: publish
                  action: publish:git
                  input: { repoUrl: "local?owner=notes&repo=${{ parameters.name }}", sourcePath: site }
                - id: entity
                  action: wait:entity
                  input: { entityRef: "component:default/${{ parameters.name }}", timeout: 1m }
            """;
    private static final String ENTITY =
            """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: { name: "${{ values.name }}" }
            spec: { type: documentation, lifecycle: production, owner: platform-team }
            """;

    @TempDir private Path folder;
    private Programs programs;

    @BeforeEach
    void begin() {
        programs = new Programs(folder);
    }

    @AfterEach
    void stop() throws Exception {
        programs.close();
    }

    @Test
    void fromFormToEntityAndUpToDateAgain() throws Exception {
        Path templates = Files.createDirectories(folder.resolve("templates"));
        RepositoryWriter.create(
                templates,
                Map.of(
                        "catalog-info.yaml",
                        TEMPLATE,
                        "skeleton/catalog-info.yaml",
                        ENTITY,
                        "skeleton/README.md",
                        "${{ values.greeting }} from ${{ values.name }}\n"),
                "The first version");
        ServerProcess server = server(templates).start();
        shipped(server);
        completed(server, run(server, "notes", Map.of("name", "handbook")));
        assertThat(behind(server)).isEmpty();
        RepositoryWriter.commit(
                templates,
                Map.of(
                        "skeleton/README.md",
                        "${{ values.greeting }} from ${{ values.name }}\n\nAsk in the chat.\n"),
                "The second version");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(behind(server)).isEqualTo(List.of("skeleton/README.md")));
        await().atMost(SOON).untilAsserted(() -> updated(server));
    }

    /// The files in which the instance of the template is behind it.
    private static List<?> behind(ServerProcess server) throws Exception {
        JsonObject answer =
                server.graphql(
                        """
                        { template(ref: "notes") { instances(behind: true) { nodes {
                            instance { changedFiles } } } } }
                        """);
        return JsonValues.at(
                                answer.fields(),
                                "/data/template/instances/nodes/0/instance/changedFiles")
                        instanceof List<?> files
                ? files
                : List.of();
    }

    private ServerProcess server(Path templates) {
        return programs.on("data")
                .with("portico.source.self", "true")
                .with("portico.source.self-folder", Path.of("catalog").toAbsolutePath().toString())
                .with("portico.source.git.repositories[0].url", templates.toString())
                .with("portico.source.git.repositories[0].trust", "platform");
    }

    /// The template of the README.
    private static void shipped(ServerProcess server) throws Exception {
        String task =
                run(
                        server,
                        "quarkus-service",
                        Map.of("name", "orders", "owner", "group:default/platform-team"));
        completed(server, task);
        JsonObject entity =
                server.graphql(
                        """
                        { entity(ref: "component:orders") {
                            title owner { ref } madeBy { id template { ref } } } }
                        """);
        assertThat(JsonValues.at(entity.fields(), "/data/entity/owner/ref"))
                .isEqualTo("group:default/platform-team");
        assertThat(JsonValues.at(entity.fields(), "/data/entity/madeBy/id")).isEqualTo(task);
        assertThat(JsonValues.at(entity.fields(), "/data/entity/madeBy/template/ref"))
                .isEqualTo("template:default/quarkus-service");
    }

    /// Runs the update until the template's new version is in the catalog; then its branch has the
    /// change.
    private void updated(ServerProcess server) throws Exception {
        String task =
                run(
                        server,
                        "update-from-template",
                        Map.of("entity", "component:default/handbook", "wait", true));
        completed(server, task);
        Path repository = programs.data("data").resolve("git/notes/handbook.git");
        assertThat(GitRepositories.gitDir(repository)).isPresent();
        try (Git git = Git.open(repository.toFile())) {
            Ref branch =
                    git.branchList().call().stream()
                            .filter(ref -> ref.getName().contains("/template-notes-"))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("there is no branch yet"));
            RevCommit commit = git.getRepository().parseCommit(branch.getObjectId());
            try (TreeWalk files = new TreeWalk(git.getRepository())) {
                files.addTree(commit.getTree());
                files.setRecursive(true);
                List<String> paths = new ArrayList<>();
                while (files.next()) {
                    paths.add(files.getPathString());
                }
                assertThat(paths).containsExactly("README.md", "catalog-info.yaml");
            }
            try (TreeWalk readme =
                    TreeWalk.forPath(git.getRepository(), "README.md", commit.getTree())) {
                assertThat(new String(git.getRepository().open(readme.getObjectId(0)).getBytes()))
                        .isEqualTo("Hello from handbook\n\nAsk in the chat.\n");
            }
        }
    }

    private static String run(ServerProcess server, String template, Map<String, ?> values)
            throws Exception {
        String ref = "template:default/" + template;
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                server.get(
                                                                "/api/catalog/entities/by-name/template/default/"
                                                                        + template)
                                                        .statusCode())
                                        .isEqualTo(200));
        String answer =
                server.post(
                                "/api/scaffolder/v2/tasks",
                                JsonObject.of(Map.of("templateRef", ref, "values", values))
                                        .toJson())
                        .body();
        return JsonObject.parse(answer).text("id").orElseThrow(() -> new AssertionError(answer));
    }

    private static void completed(ServerProcess server, String task) {
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                JsonObject.parse(
                                                                server.get(
                                                                                "/api/scaffolder/v2/tasks/"
                                                                                        + task)
                                                                        .body())
                                                        .text("status"))
                                        .as(
                                                server.get(
                                                                "/api/scaffolder/v2/tasks/"
                                                                        + task
                                                                        + "/events")
                                                        .body())
                                        .contains("completed"));
    }
}
