package dev.portico.template.engine;

import static dev.portico.template.engine.FakeActions.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portico.access.Viewer;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.Made;
import dev.portico.template.Task;
import dev.portico.template.TaskState;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.store.Archives;
import dev.portico.template.store.TaskPurge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tasks that are cancelled, run again, limited, chosen from, deleted.
class TaskControlTest {
    @TempDir private Path folder;
    private EngineFixture fixture;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger interrupted = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean broken = true;

    @BeforeEach
    void open() {
        fixture = new EngineFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private FakeActions actions() {
        return new FakeActions()
                .with(
                        "do",
                        Repeat.UNSAFE,
                        (_, context) -> {
                            calls.add(context.idempotencyKey().substring(37));
                            return done("{}");
                        })
                .with(
                        "hang",
                        Repeat.UNSAFE,
                        (_, context) -> {
                            calls.add(context.stepId());
                            try {
                                gate.await();
                            } catch (InterruptedException e) {
                                interrupted.incrementAndGet();
                                throw e;
                            }
                            return done("{}");
                        })
                .with(
                        "wait",
                        Repeat.UNSAFE,
                        (_, _) ->
                                new Outcome.Waiting(
                                        JsonObject.EMPTY,
                                        Set.of("decision:x"),
                                        null,
                                        null,
                                        "It waits."))
                .with(
                        "once",
                        Repeat.UNSAFE,
                        (_, context) -> {
                            context.once(
                                    "k",
                                    () -> {
                                        calls.add("effect");
                                        return JsonObject.EMPTY;
                                    });
                            if (broken) {
                                throw PorticoException.notFound("Not yet.");
                            }
                            calls.add(context.idempotencyKey().substring(37));
                            return done("{}");
                        })
                .with(
                        "make",
                        Repeat.UNSAFE,
                        (_, context) -> {
                            context.made(new Made(Made.Type.REPOSITORY, "host/a", null));
                            return done("{}");
                        });
    }

    private static void assertCode(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PorticoException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void cancelInterruptsTheActionOnWhateverNode() {
        fixture.template(
                """
                {"steps": [{"id": "a", "action": "do"}, {"id": "b", "action": "hang"},
                           {"id": "c", "action": "do", "if": "${{ always() }}"}]}
                """);
        EngineFixture.Node runs = fixture.node("a", actions());
        fixture.settings.concurrency = 0;
        EngineFixture.Node asks = fixture.node("b", actions());
        UUID id =
                asks.tasks.create(
                        EngineFixture.TEMPLATE,
                        JsonObject.EMPTY,
                        JsonObject.parse("{\"t\": \"topsecret\"}"),
                        EngineFixture.ANN);
        await().atMost(EngineFixture.SOON).until(() -> calls.contains("b"));
        assertThat(fixture.rows("select count(*) from task_secret")).containsExactly("1");

        asks.tasks.cancel(id, EngineFixture.ANN);
        Task task = asks.find(id);
        assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(EngineFixture.statuses(task))
                .containsExactly("a COMPLETED", "b CANCELLED", "c CANCELLED");
        assertThat(EngineFixture.step(task, "b").reason())
                .isEqualTo("cancelled by user:default/ann");
        await().atMost(EngineFixture.SOON).until(() -> interrupted.get() == 1);
        List<String> story = fixture.story(runs, id);
        assertThat(story.subList(story.size() - 2, story.size()))
                .containsExactly(
                        "cancelled b cancelled Step b has been cancelled.",
                        "completion - - Run completed with status: cancelled");
        assertThat(fixture.rows("select count(*) from task_secret")).containsExactly("0");
        assertCode(() -> asks.tasks.cancel(id, EngineFixture.ANN), ErrorCode.CONFLICT);
        assertCode(
                () -> asks.tasks.cancel(UUID.randomUUID(), EngineFixture.ANN), ErrorCode.NOT_FOUND);

        gate.countDown();
        asks.tasks.retry(id, JsonObject.EMPTY, EngineFixture.ANN);
        assertThat(runs.awaitEnd(id).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(calls).containsExactly("a", "b", "b", "c");
        assertThat(fixture.story(runs, id))
                .contains("recovered - - user:default/ann runs the task again.")
                .noneMatch(line -> line.startsWith("cancelled "))
                .endsWith("completion - - Run completed with status: completed");
    }

    @Test
    void aWaitingTaskIsCancelledAtOnce() {
        fixture.template("{\"steps\": [{\"id\": \"a\", \"action\": \"wait\"}]}");
        EngineFixture.Node node = fixture.node("a", actions());
        UUID id = node.run("{}");
        node.awaitState(id, TaskState.WAITING);
        node.tasks.cancel(id, EngineFixture.ANN);
        assertThat(node.find(id).state()).isEqualTo(TaskState.CANCELLED);
        assertThat(fixture.rows("select count(*) from task_wait")).containsExactly("0");
    }

    @Test
    void retryGoesOnFromTheStepThatFailed() {
        fixture.template(
                """
                {"steps": [{"id": "a", "action": "do"}, {"id": "b", "action": "once"},
                           {"id": "c", "action": "do"},
                           {"id": "d", "action": "do", "if": "${{ always() }}"}]}
                """);
        EngineFixture.Node node = fixture.node("a", actions());
        UUID id = node.run("{}");
        assertThat(EngineFixture.statuses(node.awaitEnd(id)))
                .containsExactly("a COMPLETED", "b FAILED", "c SKIPPED", "d COMPLETED");
        broken = false;
        node.tasks.retry(id, JsonObject.EMPTY, EngineFixture.ANN);
        assertThat(node.awaitEnd(id).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(calls).containsExactly("a", "effect", "d", "b", "c", "d#1");

        // completed as a whole: all run anew
        node.tasks.retry(id, JsonObject.EMPTY, EngineFixture.ANN);
        node.awaitEnd(id);
        assertThat(calls.subList(6, calls.size()))
                .containsExactly("a#1", "effect", "b#1", "c#1", "d#2");
    }

    @Test
    void whatHasNotEndedIsNotRunAgain() {
        fixture.template("{\"steps\": [{\"id\": \"a\", \"action\": \"wait\"}]}");
        EngineFixture.Node node = fixture.node("a", actions());
        UUID id = node.run("{}");
        node.awaitState(id, TaskState.WAITING);
        assertCode(
                () -> node.tasks.retry(id, JsonObject.EMPTY, EngineFixture.ANN),
                ErrorCode.CONFLICT);
    }

    @Test
    void aUserAndATemplateHaveLimits() {
        fixture.settings.maxPerUser = 2;
        fixture.settings.maxPerTemplate = 3;
        fixture.template("{\"steps\": [{\"id\": \"a\", \"action\": \"wait\"}]}");
        EngineFixture.Node node = fixture.node("a", actions());
        UUID first = node.run("{}");
        node.run("{}");
        assertThatThrownBy(() -> node.run("{}"))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED))
                .hasMessage(
                        "user:default/ann has 2 tasks that are not finished, as many as allowed; wait until one ends, or cancel one.");
        create(node, "user:default/bob");
        assertThatThrownBy(() -> create(node, "user:default/eve"))
                .hasMessageStartingWith("template:default/service has 3 tasks");
        node.tasks.cancel(first, EngineFixture.ANN);
        node.run("{}");
    }

    private static UUID create(EngineFixture.Node node, String user) {
        return node.tasks.create(
                EngineFixture.TEMPLATE, JsonObject.EMPTY, JsonObject.EMPTY, Viewer.named(user));
    }

    @Test
    void usersTakeTurns() {
        fixture.settings.concurrency = 2;
        fixture.template("{\"steps\": [{\"id\": \"a\", \"action\": \"hang\"}]}");
        EngineFixture.Node node = fixture.node("a", actions());
        UUID first = create(node, "user:default/ann");
        node.awaitState(first, TaskState.PROCESSING);
        UUID second = create(node, "user:default/ann");
        node.awaitState(second, TaskState.PROCESSING);
        List<UUID> more = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            more.add(create(node, "user:default/ann"));
        }
        UUID bob = create(node, "user:default/bob");
        node.tasks.cancel(first, EngineFixture.ANN);
        // not the one that has waited longest, as its user has one that runs
        node.awaitState(bob, TaskState.PROCESSING);
        assertThat(more).allMatch(id -> node.find(id).state() == TaskState.OPEN);
        node.tasks.cancel(second, EngineFixture.ANN);
        node.awaitState(more.getFirst(), TaskState.PROCESSING);
        assertThat(more.subList(1, 5)).allMatch(id -> node.find(id).state() == TaskState.OPEN);
        gate.countDown();
        more.forEach(id -> assertThat(node.awaitEnd(id).state()).isEqualTo(TaskState.COMPLETED));
    }

    @Test
    void aNodeWithoutRoomRunsNone() {
        fixture.settings.concurrency = 0;
        fixture.template("{\"steps\": [{\"id\": \"a\", \"action\": \"do\"}]}");
        EngineFixture.Node node = fixture.node("a", actions());
        UUID id = node.run("{}");
        await().pollDelay(Duration.ofMillis(1_300)).until(() -> true);
        assertThat(node.find(id).state()).isEqualTo(TaskState.OPEN);
        node.tasks.cancel(id, EngineFixture.ANN);
        assertThat(node.find(id).state()).isEqualTo(TaskState.CANCELLED);
    }

    @Test
    void aTaskIsRunForSoLongAltogether() {
        fixture.settings.taskTimeout = Duration.ofMillis(300);
        fixture.template(
                """
                {"steps": [{"id": "a", "action": "hang"}]}
                """);
        EngineFixture.Node node = fixture.node("a", actions());
        Task task = node.awaitEnd(node.run("{}"));
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error()).startsWith("It took longer than ");
    }

    @Test
    void oldTasksAreDeletedAndWhatTheyMadeStaysLinked() {
        fixture.template("{\"steps\": [{\"id\": \"a\", \"action\": \"make\"}]}");
        EngineFixture.Node node = fixture.node("a", actions());
        UUID old = node.run("{\"name\": \"x\"}");
        UUID young = node.run("{}");
        node.awaitEnd(old);
        node.awaitEnd(young);
        fixture.sql.inTransaction(
                tx ->
                        tx.update(
                                "update task set ended_at = ended_at - interval '91 days' where id = ?",
                                old));
        TaskPurge purge = new TaskPurge(fixture.sql, Archives.on(fixture.sql));
        assertThat(purge.purge(Duration.ofDays(90))).isFalse();

        assertThat(node.tasks.find(old)).isEmpty();
        assertThat(node.tasks.find(young)).isPresent();
        assertThat(fixture.rows("select distinct task::text from task_event"))
                .containsExactly(young.toString());
        assertThat(fixture.rows("select task || ' ' || ref from task_made order by id"))
                .containsExactlyInAnyOrder(old + " host/a", young + " host/a");
        assertThat(
                        fixture.rows(
                                "select concat_ws(' ', task, template, template_commit, created_by, parameters) from task_origin"))
                .containsExactly(
                        old
                                + " template:default/service c0ffee user:default/ann {\"name\": \"x\"}");
    }
}
