package dev.portico.template.engine;

import static dev.portico.template.engine.FakeActions.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.portico.access.Viewer;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.Made;
import dev.portico.template.Task;
import dev.portico.template.TaskEvent;
import dev.portico.template.TaskState;
import dev.portico.template.Tasks;
import dev.portico.template.action.Repeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What steps do, in which order, and what is told of it.
class TaskFlowTest {
    @TempDir private static Path folder;
    private static EngineFixture fixture;
    private static EngineFixture.Node node;
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final Semaphore SAID = new Semaphore(0);

    @BeforeAll
    static void open() {
        fixture = new EngineFixture(folder);
        node =
                fixture.node(
                        "a",
                        new FakeActions()
                                .with(
                                        "greet",
                                        Repeat.PURE,
                                        (input, context) -> {
                                            String name = input.text("name").orElse("?");
                                            context.log("Hello " + name);
                                            return done("{\"url\": \"https://x/" + name + "\"}");
                                        })
                                .with(
                                        "talk",
                                        Repeat.PURE,
                                        (_, context) -> {
                                            context.log("Half way");
                                            SAID.acquire();
                                            return done("{}");
                                        })
                                .with(
                                        "fail",
                                        Repeat.IDEMPOTENT,
                                        (_, _) -> {
                                            CALLS.incrementAndGet();
                                            throw PorticoException.notFound(
                                                    "There is no such host.");
                                        })
                                .with(
                                        "flaky",
                                        Repeat.PURE,
                                        (_, context) -> {
                                            Path file = context.workspace().resolve("flaky");
                                            boolean clean = !Files.exists(file);
                                            Files.writeString(file, "x");
                                            if (CALLS.incrementAndGet() < 3) {
                                                throw new IOException("connection reset");
                                            }
                                            return done("{\"url\": \"" + clean + "\"}");
                                        })
                                .with(
                                        "broken",
                                        Repeat.PURE,
                                        (_, _) -> {
                                            throw new IllegalStateException("password=hunter2");
                                        })
                                .with(
                                        "slow",
                                        Repeat.IDEMPOTENT,
                                        (_, _) -> {
                                            CALLS.incrementAndGet();
                                            new CountDownLatch(1).await();
                                            return done("{}");
                                        })
                                .with(
                                        "since",
                                        Repeat.PURE,
                                        (_, context) ->
                                                done(
                                                        "{\"url\": \""
                                                                + context.since()
                                                                        .map(Instant::toString)
                                                                        .orElse("never")
                                                                + "\"}"))
                                .with(
                                        "make",
                                        Repeat.IDEMPOTENT,
                                        (_, context) -> {
                                            context.made(
                                                    new Made(
                                                            Made.Type.REPOSITORY,
                                                            "git.example.com/acme/new",
                                                            "https://git.example.com/acme/new"));
                                            return done("{}");
                                        }));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void reset() {
        CALLS.set(0);
    }

    private static Task run(String template, String values) {
        fixture.template(template);
        return node.awaitEnd(node.run(values));
    }

    private static List<String> story(Task task) {
        return fixture.story(node, task.id());
    }

    @Test
    void stepsRunInOrder() {
        Task task =
                run(
                        """
                        {"steps": [
                          {"id": "one", "name": "First", "action": "greet",
                           "input": {"name": "${{ parameters.who }}"}},
                          {"id": "two", "action": "greet", "input": {"name": "${{ steps.one.output.url }}"}}],
                         "output": {"last": "${{ steps.two.output.url }}",
                           "links": [{"title": "a", "url": "u", "if": "${{ parameters.no }}"},
                                     {"title": "b", "url": "u", "if": "${{ parameters.who }}"}],
                           "text": [{"title": "c"}]}}
                        """,
                        "{\"who\": \"Bob\", \"no\": false}");

        assertThat(task.state()).as(task.error()).isEqualTo(TaskState.COMPLETED);
        assertThat(story(task))
                .containsExactly(
                        "log - - Starting up task with 2 steps",
                        "log one processing Beginning step First",
                        "log one - Hello Bob",
                        "log one completed Finished step First",
                        "log two processing Beginning step two",
                        "log two - Hello https://x/Bob",
                        "log two completed Finished step two",
                        "completion - - Run completed with status: completed");
        assertThat(task.output())
                .isEqualTo(
                        JsonObject.parse(
                                """
                                {"last": "https://x/https://x/Bob",
                                 "links": [{"title": "b", "url": "u"}], "text": [{"title": "c"}]}
                                """));
        List<TaskEvent> events = node.tasks.events(task.id(), 0);
        assertThat(events.getLast().body().object("output")).isEqualTo(task.output());
        assertThat(events).extracting(TaskEvent::id).isSorted().doesNotHaveDuplicates();
        assertThat(task.info().commit()).isEqualTo("c0ffee");
        assertThat(task.info().createdBy()).isEqualTo("user:default/ann");
        assertThat(task.endedAt()).isAfterOrEqualTo(task.createdAt());
        assertThat(task.steps()).allMatch(step -> step.attempts() == 1 && step.endedAt() != null);
        await().atMost(EngineFixture.SOON).until(() -> node.workspaces().isEmpty());
    }

    @Test
    void whatAStepSaysIsSeenWhileItRuns() {
        fixture.template(
                """
                {"steps": [{"id": "a", "action": "greet", "input": {"name": "Ann"}},
                           {"id": "b", "action": "talk"}]}
                """);
        UUID id = node.run("{}");
        await().atMost(EngineFixture.SOON)
                .until(() -> fixture.story(node, id).contains("log b - Half way"));

        assertThat(EngineFixture.statuses(node.find(id)))
                .containsExactly("a COMPLETED", "b PROCESSING");
        SAID.release();
        assertThat(node.awaitEnd(id).state()).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void aStepWhoseConditionIsFalseIsSkipped() {
        Task task =
                run(
                        """
                        {"steps": [
                          {"id": "a", "action": "greet", "if": false},
                          {"id": "b", "action": "greet", "if": "${{ parameters.list }}"},
                          {"id": "c", "action": "greet", "if": "${{ parameters.yes }}"},
                          {"id": "d", "action": "greet", "if": "${{ secrets.token }}"}]}
                        """,
                        "{\"list\": [], \"yes\": 1}");

        assertThat(EngineFixture.statuses(task))
                .containsExactly("a SKIPPED", "b SKIPPED", "c COMPLETED", "d SKIPPED");
        assertThat(story(task).subList(1, 5))
                .containsExactly(
                        "log a processing Beginning step a",
                        "log a skipped Skipping step a because its if condition was false",
                        "log b processing Beginning step b",
                        "log b skipped Skipping step b because its if condition was false");
        assertThat(task.state()).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void eachRunsForItemsWhoseConditionHolds() {
        Task task =
                run(
                        """
                        {"steps": [
                          {"id": "a", "action": "greet", "each": "${{ parameters.names }}",
                           "if": "${{ each.value }}", "input": {"name": "${{ each.key }}${{ each.value }}"}},
                          {"id": "b", "action": "greet", "input": {}}],
                         "output": {"urls": "${{ steps.a.output.url }}"}}
                        """,
                        "{\"names\": [\"x\", \"\", \"z\"]}");

        assertThat(task.output().toJson())
                .isEqualTo("{\"urls\":[\"https://x/0x\",\"https://x/2z\"]}");
        assertThat(story(task).subList(1, 9))
                .containsExactly(
                        "log a processing Beginning step a",
                        "log a - Running step each: {\"key\":\"0\",\"value\":\"x\"}",
                        "log a - Hello 0x",
                        "log a - Running step each: {\"key\":\"1\",\"value\":\"\"}",
                        "log a - Skipping step a because its if condition was false",
                        "log a - Running step each: {\"key\":\"2\",\"value\":\"z\"}",
                        "log a - Hello 2z",
                        "log a completed Finished step a");
    }

    @Test
    void eachRunsOverAnObject() {
        Task task =
                run(
                        """
                        {"steps": [{"id": "a", "action": "greet", "each": {"k": "v", "l": "w"},
                           "input": {"name": "${{ each.key }}-${{ each.value }}"}}],
                         "output": {"urls": "${{ steps.a.output.url }}"}}
                        """,
                        "{}");

        assertThat(task.output().toJson())
                .isEqualTo("{\"urls\":[\"https://x/k-v\",\"https://x/l-w\"]}");
    }

    @Test
    void eachMustBeAListOrAnObject() {
        Task task =
                run(
                        """
                        {"steps": [{"id": "a", "action": "greet", "each": "${{ parameters.none }}"}]}
                        """,
                        "{}");

        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error())
                .isEqualTo(
                        "Invalid value on action greet.each parameter, \"${{ parameters.none }}\" cannot be resolved to a value");
    }

    @Test
    void allInputsAreCheckedBeforeTheFirstRuns() {
        Task task =
                run(
                        """
                        {"steps": [{"id": "a", "action": "greet", "each": ["x", 7],
                           "input": {"name": "${{ each.value }}"}}]}
                        """,
                        "{}");

        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error()).startsWith("Invalid input passed to action greet[1], name: ");
        assertThat(story(task))
                .doesNotContain("log a - Hello x")
                .contains("log a processing Beginning step a");
        assertThat(story(task).getLast())
                .isEqualTo("completion - - Run completed with status: failed");
        assertThat(node.tasks.events(task.id(), 0).getLast().body().object("error").toJson())
                .startsWith("{\"name\":\"InputError\",\"message\":\"Invalid input passed");
    }

    @Test
    void afterAFailureOnlyStepsRunThatAskForIt() {
        Task task =
                run(
                        """
                        {"steps": [
                          {"id": "a", "action": "fail"},
                          {"id": "b", "action": "greet"},
                          {"id": "c", "action": "greet", "if": "${{ always() }}"},
                          {"id": "d", "action": "greet", "if": "${{ failure() }}"},
                          {"id": "e", "action": "greet", "if": true}]}
                        """,
                        "{}");

        assertThat(EngineFixture.statuses(task))
                .containsExactly(
                        "a FAILED", "b SKIPPED", "c COMPLETED", "d COMPLETED", "e SKIPPED");
        assertThat(story(task))
                .containsExactly(
                        "log - - Starting up task with 5 steps",
                        "log a processing Beginning step a",
                        "log a failed There is no such host.",
                        "log b skipped Skipping step b because a previous step failed",
                        "log c processing Beginning step c",
                        "log c - Hello ?",
                        "log c completed Finished step c",
                        "log d processing Beginning step d",
                        "log d - Hello ?",
                        "log d completed Finished step d",
                        "log e skipped Skipping step e because a previous step failed",
                        "completion - - Run completed with status: failed");
        assertThat(task.error()).isEqualTo("There is no such host.");
        assertThat(EngineFixture.step(task, "a").reason()).isEqualTo("There is no such host.");
        assertThat(CALLS).hasValue(1);
    }

    @Test
    void failureIsFalseWhenNothingFailed() {
        Task task =
                run(
                        """
                        {"steps": [
                          {"id": "a", "action": "greet"},
                          {"id": "b", "action": "greet", "if": "${{ failure() }}"},
                          {"id": "c", "action": "greet", "if": "${{ always() }}"}]}
                        """,
                        "{}");

        assertThat(EngineFixture.statuses(task))
                .containsExactly("a COMPLETED", "b SKIPPED", "c COMPLETED");
    }

    @Test
    void aStepKnowsWhenTheOneBeforeWasDone() {
        Task task =
                run(
                        """
                        {"steps": [
                           {"id": "a", "action": "since"},
                           {"id": "b", "action": "make"},
                           {"id": "no", "action": "make", "if": false},
                           {"id": "c", "action": "since"}],
                         "output": {"url": "${{ steps.a.output.url }}",
                                    "ok": "${{ steps.c.output.url }}"}}
                        """,
                        "{}");

        assertThat(task.output().text("url")).contains("never");
        Instant since = Instant.parse(task.output().text("ok").orElseThrow());
        assertThat(since)
                .isCloseTo(EngineFixture.step(task, "b").endedAt(), within(5, ChronoUnit.SECONDS))
                .isAfterOrEqualTo(task.createdAt().minusSeconds(5));
    }

    @Test
    void aBrokenExpressionStaysAsItIs() {
        Task task =
                run(
                        """
                        {"steps": [{"id": "a", "action": "greet", "input": {"name": "${{ x | no }}"}}],
                         "output": {"url": "${{ steps.a.output.url }}"}}
                        """,
                        "{}");

        assertThat(task.output().text("url")).contains("https://x/${{ x | no }}");
    }

    @Test
    void aBrokenExpressionFailsTheStepOfAStrictTemplate() {
        fixture.strictTemplate(
                """
                {"steps": [{"id": "a", "action": "greet", "input": {"name": "${{ x | no }}"}}]}
                """);
        Task task = node.awaitEnd(node.run("{}"));

        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error())
                .startsWith("The step a, input can't be rendered: ")
                .contains("/name");
    }

    @Test
    void anUnknownActionFailsItsStep() {
        Task task = run("{\"steps\": [{\"id\": \"a\", \"action\": \"no:such\"}]}", "{}");

        assertThat(task.error())
                .isEqualTo(
                        "Template action with ID 'no:such' is not registered. See /v2/actions for those there are.");
    }

    @Test
    void whatWasNotForeseenIsNotShown() {
        Task task = run("{\"steps\": [{\"id\": \"a\", \"action\": \"broken\"}]}", "{}");

        assertThat(task.error())
                .startsWith("The action failed in a way that was not foreseen; the log")
                .doesNotContain("hunter2");
    }

    @Test
    void aStepThatAsksForItIsTriedAgainOnAFreshWorkspace() {
        Task task =
                run(
                        """
                        {"steps": [{"id": "a", "action": "flaky",
                           "portico.dev/retry": {"attempts": 3, "backoff": "PT0.05S"}}],
                         "output": {"clean": "${{ steps.a.output.url }}"}}
                        """,
                        "{}");

        assertThat(task.state()).as(task.error()).isEqualTo(TaskState.COMPLETED);
        assertThat(task.output().toJson()).isEqualTo("{\"clean\":\"true\"}");
        assertThat(EngineFixture.step(task, "a").attempts()).isEqualTo(3);
        assertThat(story(task).subList(1, 7))
                .containsExactly(
                        "log a processing Beginning step a",
                        "log a processing Attempt 1 of 3 failed, the next is in 0.05s: connection reset",
                        "log a processing Beginning step a, attempt 2",
                        "log a processing Attempt 2 of 3 failed, the next is in 0.1s: connection reset",
                        "log a processing Beginning step a, attempt 3",
                        "log a completed Finished step a");
    }

    @Test
    void whatWillNotPassIsNotTriedAgain() {
        Task task =
                run(
                        """
                        {"steps": [{"id": "a", "action": "fail",
                           "portico.dev/retry": {"attempts": 3, "backoff": "PT0.01S"}}]}
                        """,
                        "{}");

        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(CALLS).hasValue(1);
    }

    @Test
    void aStepThatTakesTooLongIsStopped() {
        Task task =
                run(
                        """
                        {"steps": [{"id": "a", "action": "slow", "portico.dev/timeout": "PT0.2S",
                           "portico.dev/retry": {"attempts": 2, "backoff": "PT0.01S"}}]}
                        """,
                        "{}");

        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error()).isEqualTo("It took longer than 0.2s and was stopped.");
        assertThat(CALLS).hasValue(2);
    }

    @Test
    void whatATaskMadeLeadsToIt() {
        Task task = run("{\"steps\": [{\"id\": \"a\", \"action\": \"make\"}]}", "{}");

        assertThat(task.made())
                .containsExactly(
                        new Made(
                                Made.Type.REPOSITORY,
                                "git.example.com/acme/new",
                                "https://git.example.com/acme/new"));
        assertThat(query(Set.of(), Set.of("git.example.com/acme/new"), "desc:created_at").tasks())
                .extracting(Task::id)
                .contains(task.id());
        assertThat(query(Set.of(), Set.of("git.example.com/acme/other"), "desc:created_at").total())
                .isZero();
    }

    private static Tasks.TaskPage query(Set<String> users, Set<String> made, String order) {
        return node.tasks.query(
                new Tasks.TaskFilter(users, Set.of(), Set.of(), made, List.of(order), 2, 0));
    }

    @Test
    void tasksAreListed() {
        fixture.template("{\"steps\": [{\"id\": \"a\", \"action\": \"greet\"}]}");
        Viewer eve = Viewer.named("user:default/eve");
        List<UUID> ids =
                List.of(1, 2, 3).stream()
                        .map(
                                _ ->
                                        node.tasks.create(
                                                EngineFixture.TEMPLATE,
                                                JsonObject.EMPTY,
                                                JsonObject.EMPTY,
                                                eve))
                        .toList();
        ids.forEach(node::awaitEnd);

        Tasks.TaskPage page = query(Set.of(eve.name()), Set.of(), "asc:created_at");
        assertThat(page.total()).isEqualTo(3);
        assertThat(page.tasks()).extracting(Task::id).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(query(Set.of(eve.name()), Set.of(), "desc:created_at").tasks())
                .extracting(Task::id)
                .containsExactly(ids.get(2), ids.get(1));
        assertThatThrownBy(() -> query(Set.of(), Set.of(), "desc:spec"))
                .hasMessage(
                        "The order 'desc:spec' must be asc: or desc: and created_at, status or created_by.");
    }

    @Test
    void aTaskThatIsNoneIsNotFound() {
        assertThatThrownBy(() -> node.tasks.events(UUID.randomUUID(), 0))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThat(node.tasks.find(UUID.randomUUID())).isEmpty();
    }
}
