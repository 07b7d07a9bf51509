package dev.portico.template.engine;

import static dev.portico.template.engine.FakeActions.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.template.Task;
import dev.portico.template.TaskState;
import dev.portico.template.action.Repeat;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskEngineTest {
    @TempDir private Path folder;
    private EngineFixture fixture;

    @BeforeEach
    void open() {
        fixture = new EngineFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private final FakeActions actions =
            new FakeActions()
                    .with(
                            "greet",
                            Repeat.PURE,
                            (input, context) -> {
                                context.log("Hello " + input.text("name").orElse("?"));
                                return done("{\"url\": \"https://x/" + input.text("name").orElse("") + "\"}");
                            });

    @Test
    void stepsRunInOrder() {
        fixture.template(
                """
                {"steps": [
                  {"id": "one", "name": "First", "action": "greet", "input": {"name": "${{ parameters.who }}"}},
                  {"id": "two", "action": "greet", "input": {"name": "${{ steps.one.output.url }}"}}],
                 "output": {"last": "${{ steps.two.output.url }}"}}
                """);
        EngineFixture.Node node = fixture.node("a", actions);
        UUID id = node.run("{\"who\": \"Bob\"}");
        Task task = node.awaitEnd(id);

        assertThat(task.state()).as(task.error()).isEqualTo(TaskState.COMPLETED);
        assertThat(fixture.story(node, id))
                .containsExactly(
                        "log - - Starting up task with 2 steps",
                        "log one processing Beginning step First",
                        "log one - Hello Bob",
                        "log one completed Finished step First",
                        "log two processing Beginning step two",
                        "log two - Hello https://x/Bob",
                        "log two completed Finished step two",
                        "completion - - Run completed with status: completed");
        assertThat(task.output().toJson()).isEqualTo("{\"last\":\"https://x/https://x/Bob\"}");
    }
}
