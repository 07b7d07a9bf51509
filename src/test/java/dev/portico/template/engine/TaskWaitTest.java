package dev.portico.template.engine;

import static dev.portico.template.engine.FakeActions.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portico.access.Viewer;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.StepState;
import dev.portico.template.Task;
import dev.portico.template.TaskEvent;
import dev.portico.template.TaskState;
import dev.portico.template.action.Decision;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.WakeKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Steps that wait, and what ends it.
class TaskWaitTest {
    private static final Viewer EVE = Viewer.named("user:default/eve");

    @TempDir private Path folder;
    private EngineFixture fixture;
    private final Map<String, Boolean> there = new ConcurrentHashMap<>();
    private final Map<UUID, String> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean answersAtOnce;

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
                        "await",
                        Repeat.PURE,
                        (input, context) -> {
                            looks.incrementAndGet();
                            String name = input.text("name").orElseThrow();
                            if (there.containsKey(name)) {
                                return done(
                                        "{\"url\": \""
                                                + context.waited().orElseThrow().value("since")
                                                + "\"}");
                            }
                            Files.writeString(context.workspace().resolve("kept"), "kept");
                            return new Outcome.Waiting(
                                    JsonObject.parse("{\"since\": \"first\"}"),
                                    Set.of("thing:" + name),
                                    null,
                                    null,
                                    "It waits for " + name + ".");
                        })
                .with(
                        "awaitAll",
                        Repeat.PURE,
                        (_, _) -> {
                            looks.incrementAndGet();
                            Set<String> keys =
                                    IntStream.range(0, 1_000)
                                            .mapToObj(n -> "thing:" + n)
                                            .collect(Collectors.toSet());
                            return there.containsKey("one")
                                    ? done("{}")
                                    : new Outcome.Waiting(
                                            JsonObject.EMPTY, keys, null, null, "It waits.");
                        })
                .with(
                        "look",
                        Repeat.PURE,
                        (_, context) ->
                                looks.incrementAndGet() >= 3
                                        ? done("{}")
                                        : new Outcome.Waiting(
                                                JsonObject.EMPTY,
                                                Set.of(),
                                                context.clock().instant(),
                                                null,
                                                "It looks again."))
                .with(
                        "expire",
                        Repeat.PURE,
                        (_, context) -> {
                            Instant expires =
                                    context.waited()
                                            .map(it -> Instant.parse(it.text("until").orElse("")))
                                            .orElse(context.clock().instant().plusMillis(300));
                            return new Outcome.Waiting(
                                    JsonObject.EMPTY.with("until", expires.toString()),
                                    Set.of("never"),
                                    null,
                                    expires,
                                    "It waits for Godot.");
                        })
                .with(
                        "approve",
                        Repeat.PURE,
                        (_, context) -> {
                            if (context.decisions().isEmpty()) {
                                return new Outcome.Waiting(
                                        JsonObject.parse("{\"by\": \"user:default/eve\"}"),
                                        Set.of(
                                                WakeKeys.decision(
                                                        context.task().id(), context.stepId())),
                                        null,
                                        null,
                                        "It waits for eve.");
                            }
                            Decision decision = context.decisions().getFirst();
                            return done(
                                    JsonObject.EMPTY
                                            .with(
                                                    "url",
                                                    decision.actor() + " " + decision.comment())
                                            .with("ok", decision.approved())
                                            .toJson());
                        })
                .with(
                        "call",
                        Repeat.IDEMPOTENT,
                        (_, context) -> {
                            UUID id = context.task().id();
                            context.once(
                                    "asked",
                                    () -> {
                                        tokens.put(id, context.callbackToken());
                                        return JsonObject.EMPTY;
                                    });
                            if (answersAtOnce && context.waited().isEmpty()) {
                                fixtureTasks()
                                        .callback(
                                                id,
                                                "a",
                                                tokens.get(id),
                                                JsonObject.parse("{\"url\": \"early\"}"));
                            }
                            return context.callback().isPresent()
                                    ? new Outcome.Done(context.callback().get())
                                    : new Outcome.Waiting(
                                            JsonObject.EMPTY,
                                            Set.of(WakeKeys.callback(id, context.stepId())),
                                            null,
                                            null,
                                            "It waits for the call.");
                        })
                .with(
                        "kept",
                        Repeat.PURE,
                        (_, context) ->
                                done(
                                        "{\"url\": \""
                                                + Files.readString(
                                                        context.workspace().resolve("kept"))
                                                + "\"}"));
    }

    private DurableTasks fixtureTasks() {
        return Objects.requireNonNull(tasks);
    }

    private volatile DurableTasks tasks;

    private EngineFixture.Node start(String action) {
        fixture.template(
                """
                {"steps": [{"id": "a", "action": "%s", "input": {"name": "${{ parameters.name }}"}}],
                 "output": {"url": "${{ steps.a.output.url }}", "ok": "${{ steps.a.output.ok }}"}}
                """
                        .formatted(action));
        EngineFixture.Node node = fixture.node("a", actions());
        tasks = node.tasks;
        return node;
    }

    @Test
    void aKeyWakesThoseThatWaitForIt() {
        EngineFixture.Node node = start("await");
        UUID one = node.run("{\"name\": \"one\"}");
        UUID two = node.run("{\"name\": \"two\"}");
        Task waiting = node.awaitState(one, TaskState.WAITING);
        node.awaitState(two, TaskState.WAITING);
        // a look after it is known to wait, for what came meanwhile
        await().atMost(EngineFixture.SOON).until(() -> looks.get() == 4);
        node.awaitState(one, TaskState.WAITING);
        node.awaitState(two, TaskState.WAITING);

        assertThat(EngineFixture.step(waiting, "a").status()).isEqualTo(StepState.Status.WAITING);
        assertThat(EngineFixture.step(waiting, "a").reason()).isEqualTo("It waits for one.");
        assertThat(fixture.rows("select count(*) from job")).containsExactly("0");

        there.put("one", true);
        node.tasks.wake(Set.of("thing:one"));
        Task task = node.awaitEnd(one);
        assertThat(task.output().text("url")).contains("first");
        assertThat(fixture.story(node, one))
                .containsExactly(
                        "log - - Starting up task with 1 steps",
                        "log a processing Beginning step a",
                        "log a processing It waits for one.",
                        "log a completed Finished step a",
                        "completion - - Run completed with status: completed");
        assertThat(EngineFixture.step(task, "a").attempts()).isEqualTo(1);
        assertThat(node.find(two).state()).isEqualTo(TaskState.WAITING);
        assertThat(looks).hasValue(5);
        assertThat(fixture.rows("select count(*) from task_wait")).containsExactly("1");
    }

    @Test
    void anotherNodeGoesOnWithTheWorkspace() throws Exception {
        fixture.template(
                """
                {"steps": [{"id": "a", "action": "await", "input": {"name": "x"}},
                           {"id": "b", "action": "kept"}],
                 "output": {"url": "${{ steps.b.output.url }}"}}
                """);
        EngineFixture.Node first = fixture.node("a", actions());
        UUID id = first.run("{}");
        first.awaitState(id, TaskState.WAITING);
        await().atMost(EngineFixture.SOON).until(() -> looks.get() == 2);
        first.awaitState(id, TaskState.WAITING);
        first.close();
        assertThat(first.workspaces()).isEmpty();

        EngineFixture.Node second = fixture.node("b", actions());
        there.put("x", true);
        second.tasks.wake(Set.of("thing:x"));
        assertThat(second.awaitEnd(id).output().text("url")).contains("kept");
    }

    @Test
    void aWakeUpIsNotLostWhileTheDatabaseIsAway() {
        EngineFixture.Node node = start("await");
        UUID id = node.run("{\"name\": \"one\"}");
        node.awaitState(id, TaskState.WAITING);
        await().atMost(EngineFixture.SOON).until(() -> looks.get() == 2);
        node.awaitState(id, TaskState.WAITING);
        there.put("one", true);

        node.connection.away(true);
        node.tasks.wake(Set.of("thing:one"));
        node.connection.away(false);
        assertThat(node.awaitEnd(id).state()).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void aNodeIsToldWhatTasksOfAnotherWaitFor() {
        EngineFixture.Node node = start("await");
        EngineFixture.Node other = fixture.node("b", actions());
        // from now on it knows that nobody waits for anything
        other.tasks.wake(Set.of("thing:none"));
        UUID id = node.run("{\"name\": \"one\"}");
        node.awaitState(id, TaskState.WAITING);
        await().atMost(EngineFixture.SOON).until(() -> looks.get() == 2);
        node.awaitState(id, TaskState.WAITING);
        there.put("one", true);

        other.tasks.wake(Set.of("thing:one"));
        assertThat(node.awaitEnd(id).state()).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void thatAlsoWhenItWaitsForVeryMuch() {
        EngineFixture.Node node = start("awaitAll");
        EngineFixture.Node other = fixture.node("b", actions());
        other.tasks.wake(Set.of("thing:none"));
        UUID id = node.run("{\"name\": \"one\"}");
        node.awaitState(id, TaskState.WAITING);
        await().atMost(EngineFixture.SOON).until(() -> looks.get() == 2);
        node.awaitState(id, TaskState.WAITING);
        there.put("one", true);

        other.tasks.wake(Set.of("thing:999"));
        assertThat(node.awaitEnd(id).state()).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void whatCameWhileNoProgramWasThereIsSeenByTheNextLife() {
        EngineFixture.Node node = start("await");
        UUID id = node.run("{\"name\": \"one\"}");
        node.awaitState(id, TaskState.WAITING);
        await().atMost(EngineFixture.SOON).until(() -> looks.get() == 2);
        node.awaitState(id, TaskState.WAITING);
        node.close();
        there.put("one", true);

        EngineFixture.Node next = fixture.node("a", actions());
        assertThat(next.awaitEnd(id).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(looks).hasValue(3);
    }

    @Test
    void itLooksAtTheTimeItSaid() {
        EngineFixture.Node node = start("look");
        assertThat(node.awaitEnd(node.run("{}")).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(looks).hasValue(3);
    }

    @Test
    void itFailsWhenItExpires() {
        EngineFixture.Node node = start("expire");
        Task task = node.awaitEnd(node.run("{}"));
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error())
                .startsWith("It waited until ")
                .endsWith(" for this, which did not come: It waits for Godot.");
    }

    @Test
    void aDecisionIsTakenFromWhoMay() {
        EngineFixture.Node node;
        fixture.template(
                """
                {"steps": [{"id": "a", "action": "approve"}, {"id": "b", "action": "approve"}],
                 "output": {"url": "${{ steps.a.output.url }}", "ok": "${{ steps.a.output.ok }}"}}
                """);
        node =
                fixture.node(
                        "a",
                        actions(),
                        List.of(
                                (waiting, requester, viewer) -> {
                                    assertThat(requester).isEqualTo("user:default/ann");
                                    if (!waiting.text("by").orElse("").equals(viewer.name())) {
                                        throw new PorticoException(
                                                ErrorCode.FORBIDDEN, "Only eve may.");
                                    }
                                }));
        UUID id = node.run("{}");
        node.awaitState(id, TaskState.WAITING);

        assertCode(
                () -> node.tasks.decide(id, "a", true, null, EngineFixture.ANN),
                ErrorCode.FORBIDDEN,
                "Only eve may.");
        assertCode(
                () -> node.tasks.decide(id, "b", true, null, EVE),
                ErrorCode.CONFLICT,
                "The step 'b' of the task %s does not wait for a decision.".formatted(id));
        assertCode(
                () -> node.tasks.decide(id, "c", true, null, EVE),
                ErrorCode.NOT_FOUND,
                "The task %s has no step 'c'.".formatted(id));
        assertThat(node.find(id).state()).isEqualTo(TaskState.WAITING);

        node.tasks.decide(id, "a", true, "fine", EVE);
        await().atMost(EngineFixture.SOON)
                .until(
                        () ->
                                EngineFixture.statuses(node.find(id))
                                        .equals(List.of("a COMPLETED", "b WAITING")));
        node.tasks.decide(id, "b", false, null, EVE);
        assertThat(node.awaitEnd(id).output().toJson())
                .isEqualTo("{\"url\":\"user:default/eve fine\",\"ok\":true}");
        assertThat(fixture.story(node, id))
                .contains(
                        "log a - user:default/eve approved: fine",
                        "log b - user:default/eve rejected.");
    }

    @Test
    void aCallbackNeedsTheToken() {
        EngineFixture.Node node = start("call");
        UUID id = node.run("{}");
        node.awaitState(id, TaskState.WAITING);
        String token = tokens.get(id);

        assertCode(
                () -> node.tasks.callback(id, "a", "no" + token, JsonObject.EMPTY),
                ErrorCode.FORBIDDEN,
                "The token is not one of the step 'a' of the task %s.".formatted(id));
        assertThat(fixture.dump()).doesNotContain(token);
        node.tasks.callback(id, "a", token, JsonObject.parse("{\"url\": \"called\"}"));
        assertThat(node.awaitEnd(id).output().text("url")).contains("called");
        assertCode(
                () -> node.tasks.callback(id, "a", token, JsonObject.EMPTY),
                ErrorCode.FORBIDDEN,
                "The token is not one of the step 'a' of the task %s.".formatted(id));
    }

    @Test
    void aCallbackThatComesBeforeItWaitsCounts() {
        answersAtOnce = true;
        EngineFixture.Node node = start("call");
        assertThat(node.awaitEnd(node.run("{}")).output().text("url")).contains("early");
    }

    private static void assertCode(
            ThrowableAssert.ThrowingCallable call, ErrorCode code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PorticoException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(message);
    }

    @Test
    void eventsAreSeenAtOnceAlsoOfAnotherNode() throws Exception {
        EngineFixture.Node node = start("await");
        EngineFixture.Node other = fixture.node("b", actions());
        UUID id = node.run("{\"name\": \"one\"}");
        node.awaitState(id, TaskState.WAITING);
        await().atMost(EngineFixture.SOON).until(() -> looks.get() == 2);
        node.awaitState(id, TaskState.WAITING);
        there.put("one", true);
        for (EngineFixture.Node watching : List.of(node, other)) {
            long last = watching.tasks.events(id, 0).getLast().id();
            assertThat(watching.tasks.awaitEvents(id, last, Duration.ofMillis(50))).isEmpty();
        }
        long last = node.tasks.events(id, 0).getLast().id();
        var seen =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return other.tasks.awaitEvents(id, last, EngineFixture.SOON);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        node.tasks.wake(Set.of("thing:one"));
        assertThat(seen.get(20, TimeUnit.SECONDS).getFirst().type()).isEqualTo(TaskEvent.Type.LOG);
    }

    @Test
    void waitingTasksCostNoMemory() {
        fixture.settings.maxPerUser = 10_000;
        fixture.settings.maxPerTemplate = 10_000;
        EngineFixture.Node node = start("await");
        UUID one = node.run("{\"name\": \"many\"}");
        node.awaitState(one, TaskState.WAITING);
        await().atMost(EngineFixture.SOON).until(() -> looks.get() == 2);
        node.awaitState(one, TaskState.WAITING);
        long before = heap();
        fixture.sql.inTransaction(
                tx -> {
                    tx.execute(
                            """
                            create temporary table copy on commit drop as
                                select gen_random_uuid() as id from generate_series(1, 5000)
                            """);
                    tx.execute(
                            """
                            insert into task (id, state, template, strict, spec, created_by, fence)
                            select c.id, t.state, t.template, t.strict, t.spec, t.created_by, t.fence
                            from task t, copy c
                            """);
                    tx.execute(
                            """
                            insert into task_step (task, number, id, name, action, status, attempts,
                                tries)
                            select c.id, s.number, s.id, s.name, s.action, s.status, s.attempts, s.tries
                            from task_step s, copy c
                            """);
                    tx.execute(
                            """
                            insert into task_wait (task, step, step_id, item, state, wake_keys, reason)
                            select c.id, w.step, w.step_id, w.item, w.state, w.wake_keys, w.reason
                            from task_wait w, copy c
                            """);
                    tx.update(
                            """
                            update task_wait
                            set wake_keys = array['thing:' || case when task = ? then 'few'
                                else task::text end]
                            """,
                            one);
                    tx.execute("select pg_notify('portico_tasks', 'wait *')");
                    return one;
                });
        node.tasks.wake(Set.of("thing:other"));
        long grown = heap() - before;
        assertThat(grown).isLessThan(50_000_000);
        there.put("many", true);
        node.tasks.wake(Set.of("thing:few"));
        assertThat(node.awaitEnd(one).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(fixture.rows("select count(*) from task where state = 'WAITING'"))
                .containsExactly("5000");
        assertThat(looks).hasValue(3);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
