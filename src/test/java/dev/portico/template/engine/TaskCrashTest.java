package dev.portico.template.engine;

import static dev.portico.template.engine.FakeActions.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.Task;
import dev.portico.template.TaskState;
import dev.portico.template.Tasks;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A node dies in the middle of a task, and another, with an empty data folder, goes on.
class TaskCrashTest {
    @TempDir private Path folder;
    private EngineFixture fixture;

    /// What happened outside, by idempotency key and how often.
    private final List<String> effects = Collections.synchronizedList(new ArrayList<>());

    private final Set<String> hangsAt = ConcurrentHashMap.newKeySet();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean hangsBeforeEffect;

    @BeforeEach
    void open() {
        fixture = new EngineFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private FakeActions actions() {
        FakeActions actions = new FakeActions();
        for (Repeat repeat : Repeat.values()) {
            actions.with(
                    FakeActions.info("do:" + repeat, repeat, true),
                    (input, context) -> {
                        String name = input.text("name").orElse(context.stepId());
                        Path all = context.workspace().resolve("all");
                        String before = Files.exists(all) ? Files.readString(all) : "";
                        Files.writeString(all, before + name + " ");
                        if (hangsBeforeEffect && hangsAt.remove(name)) {
                            never.await();
                        }
                        effects.add(name + " " + context.idempotencyKey().substring(36));
                        context.once(
                                "noted",
                                () -> {
                                    effects.add(name + " once");
                                    return JsonObject.EMPTY;
                                });
                        if (hangsAt.remove(name)) {
                            never.await();
                        }
                        return done("{\"url\": \"" + before + "\"}");
                    },
                    (input, context) ->
                            effects.contains(
                                            input.text("name").orElse("") + " /" + context.stepId())
                                    ? Optional.of(JsonObject.parse("{\"url\": \"probed\"}"))
                                    : Optional.empty());
        }
        return actions;
    }

    private static String step(String id, Repeat repeat) {
        return "{\"id\": \"%s\", \"action\": \"do:%s\", \"input\": {\"name\": \"%s\"}}"
                .formatted(id, repeat, id);
    }

    /// Runs until the step hangs, has the node die, and lets another go on.
    private Task crash(EngineFixture.Node first, UUID id, TaskState expected) {
        await().atMost(EngineFixture.SOON).until(hangsAt::isEmpty);
        first.kill();
        EngineFixture.Node second = fixture.node("b", actions());
        return second.awaitState(id, expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void itGoesOnWithTheStepThatIsNotFinished(int at) {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            steps.add(step("s" + i, Repeat.IDEMPOTENT));
        }
        fixture.template(
                "{\"steps\": [%s], \"output\": {\"all\": \"${{ steps.s5.output.url }}\"}}"
                        .formatted(String.join(",", steps)));
        hangsAt.add("s" + at);
        EngineFixture.Node first = fixture.node("a", actions());
        UUID id = first.run("{}");
        Task task = crash(first, id, TaskState.COMPLETED);

        assertThat(task.output().text("all")).contains("s0 s1 s2 s3 s4 ");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            expected.add("s" + i + " /s" + i);
            expected.add("s" + i + " once");
            if (i == at) {
                expected.add("s" + i + " /s" + i);
            }
        }
        assertThat(effects).containsExactlyElementsOf(expected);
        assertThat(EngineFixture.step(task, "s" + at).attempts()).isEqualTo(2);
        assertThat(
                        fixture.rows(
                                "select type || ' ' || coalesce(body::jsonb ->> 'recoverStrategy', '') from task_event where type <> 'LOG' order by id"))
                .containsExactly("RECOVERED none", "COMPLETION ");
    }

    /// What was not yet on disk when the machine of the database went away; found before
    /// anything is done that must not be done twice.
    @Test
    void whatTheDatabaseLostIsDoneAgain() {
        fixture.template(
                "{\"steps\": [%s, {\"id\": \"b\", \"action\": \"lose\"}, %s], \"output\": {\"all\": \"${{ steps.c.output.url }}\"}}"
                        .formatted(step("a", Repeat.PURE), step("c", Repeat.UNSAFE)));
        FakeActions actions =
                actions()
                        .with(
                                "lose",
                                Repeat.PURE,
                                (_, _) -> {
                                    if (effects.stream().filter("a /a"::equals).count() == 1) {
                                        lose("delete from task_event");
                                        lose("delete from task_manifest");
                                        lose(
                                                "update task_step set status = 'OPEN', output = null, noted = null, attempts = 0, tries = 0");
                                    }
                                    return done("{}");
                                });
        EngineFixture.Node node = fixture.node("a", actions);
        Task task = node.awaitState(node.run("{}"), TaskState.COMPLETED);

        assertThat(effects).containsExactly("a /a", "a once", "a /a", "a once", "c /c", "c once");
        assertThat(task.output().text("all")).contains("a ");
        assertThat(
                        fixture.rows(
                                "select type || ' ' || coalesce(fence::text, '-') from task_event where type <> 'LOG' order by id"))
                .containsExactly("RECOVERED -", "COMPLETION 3");
    }

    private void lose(String sql) {
        fixture.sql.inTransaction(tx -> tx.update(sql));
    }

    @Test
    void aPureStepRunsAgainOnTheWorkspaceAsItWas() {
        fixture.template(
                "{\"steps\": [%s, %s, %s], \"output\": {\"all\": \"${{ steps.c.output.url }}\"}}"
                        .formatted(
                                step("a", Repeat.PURE),
                                step("b", Repeat.PURE),
                                step("c", Repeat.PURE)));
        hangsAt.add("b");
        EngineFixture.Node first = fixture.node("a", actions());
        Task task = crash(first, first.run("{}"), TaskState.COMPLETED);
        assertThat(task.output().text("all")).contains("a b ");
    }

    @Test
    void aStepThatTookEffectIsNotRunAgain() {
        fixture.template(
                "{\"steps\": [%s], \"output\": {\"url\": \"${{ steps.a.output.url }}\"}}"
                        .formatted(step("a", Repeat.PROBEABLE)));
        hangsAt.add("a");
        EngineFixture.Node first = fixture.node("a", actions());
        Task task = crash(first, first.run("{}"), TaskState.COMPLETED);
        assertThat(task.output().text("url")).contains("probed");
        assertThat(effects).containsExactly("a /a", "a once");
    }

    @Test
    void aStepThatTookNoEffectIsRunAgain() {
        hangsBeforeEffect = true;
        fixture.template(
                "{\"steps\": [%s], \"output\": {\"url\": \"${{ steps.a.output.url }}\"}}"
                        .formatted(step("a", Repeat.PROBEABLE)));
        hangsAt.add("a");
        EngineFixture.Node first = fixture.node("a", actions());
        Task task = crash(first, first.run("{}"), TaskState.COMPLETED);
        assertThat(task.output().text("url")).contains("");
        assertThat(effects).containsExactly("a /a", "a once");
    }

    @ParameterizedTest
    @EnumSource(Tasks.Resolution.class)
    void ofAnUnsafeStepAPersonDecides(Tasks.Resolution resolution) {
        fixture.template(
                "{\"steps\": [%s, %s], \"output\": {\"url\": \"${{ steps.a.output.url }}\"}}"
                        .formatted(step("a", Repeat.UNSAFE), step("b", Repeat.PURE)));
        hangsAt.add("a");
        EngineFixture.Node first = fixture.node("a", actions());
        UUID id = first.run("{}");
        Task unknown = crash(first, id, TaskState.UNKNOWN);
        assertThat(EngineFixture.statuses(unknown)).containsExactly("a UNKNOWN", "b OPEN");
        assertThat(EngineFixture.step(unknown, "a").reason())
                .startsWith("The program went away while the step ran");
        assertThat(effects).containsExactly("a /a", "a once");
        // one too many is done for nothing; what waits for a person needs none
        await().atMost(EngineFixture.SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                fixture.rows(
                                                        "select count(*) from job where not picked"))
                                        .containsExactly("0"));

        EngineFixture.Node node = fixture.node("c", actions());
        assertThatThrownBy(
                        () ->
                                node.tasks.resolve(
                                        id, "b", resolution, JsonObject.EMPTY, EngineFixture.ANN))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        node.tasks.resolve(
                id, "a", resolution, JsonObject.parse("{\"url\": \"found\"}"), EngineFixture.ANN);
        Task task = node.awaitEnd(id);
        switch (resolution) {
            case DONE -> {
                assertThat(task.output().text("url")).contains("found");
                assertThat(effects).containsExactly("a /a", "a once", "b /b", "b once");
            }
            case AGAIN -> {
                assertThat(task.state()).isEqualTo(TaskState.COMPLETED);
                assertThat(effects).containsExactly("a /a", "a once", "a /a", "b /b", "b once");
            }
            case FAILED -> {
                assertThat(task.state()).isEqualTo(TaskState.FAILED);
                assertThat(task.error()).isEqualTo("user:default/ann says that the step failed.");
                assertThat(EngineFixture.statuses(task)).containsExactly("a FAILED", "b SKIPPED");
                assertThat(effects).containsExactly("a /a", "a once");
            }
        }
    }

    @Test
    void itemsThatAreDoneAreNotRunAgain() {
        fixture.template(
                """
                {"steps": [{"id": "a", "action": "do:IDEMPOTENT", "each": ["x", "y", "z"],
                   "input": {"name": "${{ each.value }}"}}],
                 "output": {"all": "${{ steps.a.output.url }}"}}
                """);
        hangsAt.add("y");
        EngineFixture.Node first = fixture.node("a", actions());
        Task task = crash(first, first.run("{}"), TaskState.COMPLETED);
        assertThat(task.output().toJson()).isEqualTo("{\"all\":[\"\",\"x \",\"x y \"]}");
        assertThat(effects)
                .containsExactly(
                        "x /a/0", "x once", "y /a/1", "y once", "y /a/1", "z /a/2", "z once");
    }

    @Test
    void whoLostTheTaskSavesNothing() throws Exception {
        fixture.template("{\"steps\": [%s]}".formatted(step("a", Repeat.IDEMPOTENT)));
        hangsAt.add("a");
        EngineFixture.Node first = fixture.node("a", actions());
        UUID id = first.run("{}");
        await().atMost(EngineFixture.SOON).until(hangsAt::isEmpty);
        // it lives but is cut off, so that another takes the task
        first.connection.away(true);
        EngineFixture.Node second = fixture.node("b", actions());
        assertThat(second.awaitEnd(id).state()).isEqualTo(TaskState.COMPLETED);
        List<String> story = fixture.story(second, id);
        never.countDown();
        first.connection.away(false);
        await().atMost(EngineFixture.SOON).until(() -> first.workspaces().isEmpty());
        assertThat(fixture.story(second, id)).isEqualTo(story);
        assertThat(EngineFixture.step(second.find(id), "a").attempts()).isEqualTo(2);
    }

    @Test
    void theSameNodeGoesOnAtOnceAfterItsRestart() {
        fixture.settings.silence = Duration.ofHours(1);
        fixture.template("{\"steps\": [%s]}".formatted(step("a", Repeat.IDEMPOTENT)));
        hangsAt.add("a");
        EngineFixture.Node first = fixture.node("a", actions());
        UUID id = first.run("{}");
        await().atMost(EngineFixture.SOON).until(hangsAt::isEmpty);
        first.kill();
        EngineFixture.Node again = fixture.node("a", actions());
        assertThat(again.awaitEnd(id).state()).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void aNodeThatStopsInOrderLetsTheStepEndAndLeavesTheRest() {
        fixture.settings.drain = Duration.ofSeconds(10);
        fixture.settings.silence = Duration.ofHours(1);
        fixture.template(
                "{\"steps\": [%s, %s]}"
                        .formatted(step("a", Repeat.UNSAFE), step("b", Repeat.UNSAFE)));
        hangsAt.add("a");
        EngineFixture.Node first = fixture.node("a", actions());
        UUID id = first.run("{}");
        await().atMost(EngineFixture.SOON).until(hangsAt::isEmpty);
        Thread stopping = Thread.ofVirtual().start(first::close);
        never.countDown();
        try {
            stopping.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        EngineFixture.Node second = fixture.node("b", actions());
        assertThat(second.awaitEnd(id).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(effects).containsExactly("a /a", "a once", "b /b", "b once");
    }

    @Test
    void itGoesOnWhenTheDatabaseIsBack() {
        fixture.template(
                "{\"steps\": [%s, %s]}"
                        .formatted(step("a", Repeat.UNSAFE), step("b", Repeat.PURE)));
        hangsAt.add("a");
        EngineFixture.Node node = fixture.node("a", actions());
        UUID id = node.run("{}");
        await().atMost(EngineFixture.SOON).until(hangsAt::isEmpty);
        node.connection.away(true);
        never.countDown();
        assertThatThrownBy(() -> node.tasks.find(id))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        // longer than a node may be silent
        await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
        node.connection.away(false);
        Task task = node.awaitEnd(id);
        assertThat(task.state()).isEqualTo(TaskState.COMPLETED);
        assertThat(effects).containsExactly("a /a", "a once", "b /b", "b once");
        assertThat(new TreeSet<>(fixture.story(node, id)))
                .as("nothing is told twice")
                .hasSameSizeAs(fixture.story(node, id));
    }

    @Test
    void whatWaitedIsNotUnsafe() {
        FakeActions actions =
                new FakeActions()
                        .with(
                                "ask",
                                Repeat.UNSAFE,
                                (_, context) -> {
                                    if (context.waited().isEmpty()) {
                                        return new Outcome.Waiting(
                                                JsonObject.EMPTY,
                                                Set.of("callback:x"),
                                                context.clock().instant(),
                                                null,
                                                "It waits.");
                                    }
                                    if (hangsAt.remove("ask")) {
                                        never.await();
                                    }
                                    return done("{}");
                                });
        fixture.template("{\"steps\": [{\"id\": \"a\", \"action\": \"ask\"}]}");
        hangsAt.add("ask");
        EngineFixture.Node first = fixture.node("a", actions);
        UUID id = first.run("{}");
        await().atMost(EngineFixture.SOON).until(hangsAt::isEmpty);
        first.kill();
        EngineFixture.Node second = fixture.node("b", actions);
        assertThat(second.awaitEnd(id).state()).isEqualTo(TaskState.COMPLETED);
    }
}
