package dev.portico.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.YamlParser;
import dev.portico.query.GivenCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RehearsalTest {
    @TempDir private Path folder;
    private Rehearsal rehearsal;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(folder.resolve("repository/service"));
        rehearsal =
                new Rehearsal(
                        new Rehearsal.Setting(
                                folder.resolve("repository"),
                                new GivenCatalog(List.of()),
                                _ -> Optional.empty(),
                                Map.of()),
                        Clock.systemUTC());
    }

    @AfterEach
    void close() {
        rehearsal.close();
    }

    private Rehearsal.Played play(String steps) throws InterruptedException {
        String template =
                """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata:
                  name: service
                  annotations: {portico.dev/strict-expressions: "true"}
                spec:
                  type: service
                  %s
                """
                        .formatted(steps.strip().replace("\n", "\n  "));
        JsonObject entity =
                YamlParser.parse(template.getBytes(StandardCharsets.UTF_8))
                        .documents()
                        .getFirst()
                        .value()
                        .orElseThrow();
        return rehearsal.play(
                new Rehearsal.Play(
                        rehearsal.read(entity, folder.resolve("repository/service")),
                        JsonObject.EMPTY,
                        JsonObject.EMPTY,
                        Map.of(),
                        "user:default/guest"));
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<String> paths(Rehearsal.Played played) {
        return played.run().files().stream().map(Tasks.File::path).toList();
    }

    @Test
    void filesOfTheRepositoryAreReadAsTheyLieThere() throws Exception {
        write("repository/.git/HEAD", "ref: refs/heads/main\n");
        write("repository/shared/a.txt", "${{ values.name }}");
        write("repository/service/b.txt", "b");

        Rehearsal.Played played =
                play(
                        """
                        steps:
                          - action: fetch:template
                            input: {url: ../shared, values: {name: orders}}
                          - action: fetch:plain
                            input: {url: /, targetPath: all}
                        """);

        assertThat(played.error()).isNull();
        assertThat(paths(played)).containsExactly("a.txt", "all/service/b.txt", "all/shared/a.txt");
        assertThat(new String(played.run().files().getFirst().content(), StandardCharsets.UTF_8))
                .isEqualTo("orders");
    }

    @ParameterizedTest
    @CsvSource({
        "../../outside, leads out of",
        "https://github.com/acme/a/tree/main/b, is not allowed",
        "https://example.com/a.txt, is not allowed",
        "file:///etc, is a file of this machine"
    })
    void nothingElseIsRead(String url, String why) throws Exception {
        write("outside/a.txt", "a");

        Rehearsal.Played played =
                play("steps: [{action: fetch:plain, input: {url: '" + url + "'}}]");

        assertThat(played.error()).contains(why);
        assertThat(paths(played)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "github.com?owner=acme&repo=orders, https://github.com/acme/orders",
        "gitlab.com?owner=acme&repo=orders, https://gitlab.com/acme/orders",
        "codeberg.org?owner=acme&repo=orders, https://codeberg.org/acme/orders",
        "dev.azure.com?organization=acme&project=shop&repo=orders, https://dev.azure.com/acme/shop/_git/orders",
        "bitbucket.org?owner=acme&repo=orders, https://bitbucket.org/acme/orders",
        "git.example.com?owner=acme&repo=orders, https://git.example.com/acme/orders"
    })
    void hostsNeedNotBeKnownForPullRequests(String repoUrl, String address) throws Exception {
        Rehearsal.Played played =
                play(
                        """
                        steps:
                          - id: request
                            action: publish:pull-request
                            input: {repoUrl: '%s', branchName: a, title: A}
                          - id: merged
                            action: wait:pull-request
                            input: {pullRequestUrl: "${{ steps.request.output.remoteUrl }}"}
                        """
                                .formatted(repoUrl));

        assertThat(played.error()).isNull();
        assertThat(played.steps().getFirst().output().text("remoteUrl").orElse(""))
                .startsWith(address);
    }

    @Test
    void giteaNeedNotKnowWhoIsMeant() throws Exception {
        Rehearsal.Played played =
                play(
                        """
                        steps:
                          - id: publish
                            action: publish:gitea
                            input: {repoUrl: 'git.example.com:8443/gitea?repo=orders', description: A}
                        """);

        assertThat(played.error()).isNull();
        assertThat(played.steps().getFirst().output().text("remoteUrl").orElse(""))
                .startsWith("https://git.example.com:8443/")
                .contains("/orders");
    }

    @Test
    void whatWaitsAnswersAnExample() throws Exception {
        Rehearsal.Played played =
                play(
                        """
                        steps:
                          - id: asked
                            action: approval:request
                            input: {approvers: [group:default/a]}
                          - id: there
                            action: wait:entity
                            input: {entityRef: component:default/none}
                        output:
                          text: [{content: "${{ steps.asked.output.approvedBy.length }}"}]
                        """);

        assertThat(played.error()).isNull();
        assertThat(played.steps())
                .extracting(Rehearsal.StepEnd::status)
                .containsExactly(StepState.Status.COMPLETED, StepState.Status.COMPLETED);
        assertThat(played.steps().getFirst().output().text("approvedBy")).contains("<example>");
        assertThat(played.run().output().toJson()).isEqualTo("{\"text\":[{\"content\":9}]}");
    }

    @Test
    void anOutputThatCantBeMadeIsTold() throws Exception {
        Rehearsal.Played played =
                play(
                        """
                        steps: [{id: a, action: debug:log, input: {message: hello}}]
                        output: {url: "${{ 1 | nosuch }}"}
                        """);

        assertThat(played.error()).startsWith("The output can't be rendered");
        assertThat(played.run().log().getLast().text("status")).contains("failed");
        assertThat(played.run().log().getLast().text("message")).contains(played.error());
    }
}
