package dev.portico.template.engine;

import static dev.portico.template.engine.FakeActions.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.Tasks;
import dev.portico.template.action.Repeat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunnerTest {
    @TempDir private Path folder;
    private EngineFixture fixture;
    private final AtomicReference<Path> source = new AtomicReference<>();

    @BeforeEach
    void open() {
        fixture = new EngineFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private EngineFixture.Node node() {
        return fixture.node(
                "a",
                new FakeActions()
                        .with(
                                "copy",
                                Repeat.PURE,
                                (_, context) -> {
                                    Path from = Path.of(URI.create(context.task().baseUrl()));
                                    source.set(from);
                                    Files.copy(
                                            from.resolve("skeleton/a.txt"),
                                            context.workspace().resolve("a.txt"));
                                    context.log("dry " + context.dryRun());
                                    return done("{\"url\": \"u\"}");
                                })
                        .with(
                                FakeActions.info("publish", Repeat.UNSAFE, false),
                                (_, _) -> {
                                    throw new AssertionError("touched the outside");
                                },
                                (_, _) -> Optional.empty()));
    }

    private Tasks.DryRun run(EngineFixture.Node node, String path) throws Exception {
        fixture.template(
                """
                {"steps": [{"id": "a", "action": "copy"}, {"id": "b", "action": "publish"}],
                 "output": {"url": "${{ steps.b.output.url }}", "n": "${{ steps.b.output.n }}"}}
                """);
        return node.tasks.dryRun(
                new Tasks.DryRunRequest(
                        fixture.template,
                        JsonObject.EMPTY,
                        JsonObject.parse("{\"token\": \"topsecret\"}"),
                        List.of(
                                new Tasks.File(
                                        path,
                                        true,
                                        "it is topsecret".getBytes(StandardCharsets.UTF_8)))),
                EngineFixture.ANN);
    }

    @Test
    void stepsRunInAFolderThatIsGone() throws Exception {
        EngineFixture.Node node = node();
        Tasks.DryRun dry = run(node, "skeleton/a.txt");

        assertThat(dry.log())
                .extracting(
                        body ->
                                body.text("status").orElse("-")
                                        + " "
                                        + body.text("message").orElse(""))
                .containsExactly(
                        "- Starting up task with 2 steps",
                        "processing Beginning step a",
                        "- dry true",
                        "completed Finished step a",
                        "processing Beginning step b",
                        "skipped Skipping because publish does not support dry-run");
        assertThat(dry.output().toJson()).isEqualTo("{\"url\":\"<example>\",\"n\":0}");
        assertThat(dry.files()).hasSize(1);
        assertThat(dry.files().getFirst().path()).isEqualTo("a.txt");
        assertThat(dry.files().getFirst().executable()).isTrue();
        assertThat(new String(dry.files().getFirst().content(), StandardCharsets.UTF_8))
                .isEqualTo("it is ***");
        assertThat(dry.steps()).hasSize(2);
        assertThat(source.get()).doesNotExist();
        assertThat(fixture.dump()).isEmpty();
    }

    @Test
    void aFileOutsideTheTemplateIsRefused() {
        EngineFixture.Node node = node();
        assertThatThrownBy(() -> run(node, "../a.txt"))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("leads out of");
    }
}
