package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Gate;
import dev.portico.access.Gates;
import dev.portico.access.Viewers;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.FakeTasks;
import dev.portico.template.FormTemplates;
import dev.portico.template.StepState;
import dev.portico.template.Task;
import dev.portico.template.TaskAccesses;
import dev.portico.template.TaskEvent;
import dev.portico.template.TaskState;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScaffolderTasksResourceTest {
    private static final String GOOD = "'secrets': {'token': 's3cret'}";

    private final FakeTasks tasks = new FakeTasks();
    private final Gate gate = Gates.of(() -> Viewers.ANN);
    private final ScaffolderTasksResource resource =
            new ScaffolderTasksResource(
                    new FormTemplates(),
                    tasks,
                    new TaskEventStreams(tasks),
                    gate,
                    TaskAccesses.of(tasks, gate));

    @Test
    void aTaskIsMadeByWhoTheHeaderNames() {
        Response response =
                create(
                        "{'templateRef': 'template:default/service', 'values': {'name': 'a'}, "
                                + GOOD
                                + "}");

        assertThat(response.getStatus()).isEqualTo(201);
        assertThat(tasks.find(ScaffolderTasksResource.uuid(id(response)))).isPresent();
        assertThat(tasks.calls)
                .containsExactly(
                        "create template:default/service {\"name\":\"a\"}"
                                + " {\"token\":\"s3cret\"} user:default/ann");
    }

    @Test
    void valuesThatAreNotAllowedAreToldAsJsonschemaDoes() {
        Response response =
                create(
                        "{'templateRef': 'service', 'values': {'ports': [80, 'x']}, 'secrets':"
                                + " {'token': 's'}}");

        assertThat(response.getStatus()).isEqualTo(400);
        JsonObject body = Requests.object(response);
        assertThat(body.fields().keySet()).containsExactly("errors");
        assertThat(body.objects("errors")).hasSize(2);
        JsonObject missing =
                body.objects("errors").stream()
                        .filter(error -> error.text("name").orElse("").equals("required"))
                        .findFirst()
                        .orElseThrow();
        assertThat(missing.list("path")).isEmpty();
        assertThat(missing.text("property")).contains("instance");
        assertThat(missing.text("argument")).contains("name");
        assertThat(missing.object("instance").has("ports")).isTrue();
        assertThat(missing.text("stack"))
                .contains(
                        "instance The field name is missing; the form needs it. Right is: a text.");
        JsonObject wrong =
                body.objects("errors").stream()
                        .filter(error -> error.text("name").orElse("").equals("type"))
                        .findFirst()
                        .orElseThrow();
        assertThat(wrong.list("path")).isEqualTo(List.of("ports", 1L));
        assertThat(wrong.text("property")).contains("instance.ports[1]");
        assertThat(wrong.value("instance")).isEqualTo("x");
        assertThat(wrong.object("schema").text("type")).contains("integer");
        assertThat(tasks.calls).isEmpty();
    }

    @Test
    void secretsAreToldWithoutValues() {
        Response response =
                create(
                        "{'templateRef': 'service', 'values': {'name': 'a'}, 'secrets': {'key':"
                                + " 'hunter2'}}");

        JsonObject error = Requests.object(response).objects("errors").getFirst();
        assertThat(error.list("path")).isEqualTo(List.of("secrets"));
        assertThat(error.text("property")).contains("secrets");
        assertThat(error.toJson()).doesNotContain("hunter2");
    }

    @Test
    void whatTheBodyMustHaveIsSaid() {
        assertThatThrownBy(() -> create("{'values': {}}"))
                .hasMessage("request/body must have required property 'templateRef'");
        assertThatThrownBy(() -> create("{'templateRef': 'service'}"))
                .hasMessage("request/body must have required property 'values'");
        assertThatThrownBy(
                        () ->
                                create(
                                        "{'templateRef': 'service', 'values': {}, 'secrets': {'a':"
                                                + " 1}}"))
                .hasMessage("request/body/secrets/a must be string");
        assertThatThrownBy(() -> create("{'templateRef': 'none', 'values': {}}"))
                .hasMessage("There is no template template:default/none.");
    }

    @Test
    void whatBackstageHasNoWordForIsProcessing() {
        Task task =
                tasks.add(
                        TaskState.WAITING,
                        FakeTasks.step("done", StepState.Status.COMPLETED, null),
                        FakeTasks.step("ask", StepState.Status.WAITING, "It waits for ann."));

        JsonObject body = Requests.object(resource.task(Requests.uri(""), task.id().toString()));

        assertThat(body.text("status")).contains("processing");
        assertThat(body.text("portico.dev/state")).contains("waiting");
        assertThat(body.object("portico.dev/waiting").text("stepId")).contains("ask");
        assertThat(body.object("portico.dev/waiting").text("reason")).contains("It waits for ann.");
        assertThat(body.text("createdAt")).contains("2026-03-01T12:00:00.500Z");
        assertThat(body.has("lastHeartbeatAt")).isFalse();
    }

    @Test
    void aListIsFilteredAndOrdered() {
        tasks.add(TaskState.OPEN);

        JsonObject body =
                Requests.object(
                        resource.list(
                                Requests.uri(
                                        "createdBy=user:default/ann&status=processing&status=failed"
                                                + "&order=asc:created_at&limit=10&offset=5")));

        assertThat(body.objects("tasks")).hasSize(1);
        assertThat(body.value("totalTasks")).isEqualTo(1L);
        assertThat(tasks.filter.createdBy()).containsExactly("user:default/ann");
        assertThat(tasks.filter.states())
                .isEqualTo(
                        Set.of(
                                TaskState.PROCESSING,
                                TaskState.WAITING,
                                TaskState.UNKNOWN,
                                TaskState.FAILED));
        assertThat(tasks.filter.order()).containsExactly("asc:created_at");
        assertThat(tasks.filter.limit()).isEqualTo(10);
        assertThat(tasks.filter.offset()).isEqualTo(5);
        resource.list(Requests.uri(""));
        assertThat(tasks.filter.limit()).isEqualTo(-1);
    }

    @Test
    void aStatusThatNoTaskHasFindsNone() {
        tasks.add(TaskState.OPEN);

        JsonObject body = Requests.object(resource.list(Requests.uri("status=skipped")));

        assertThat(body.objects("tasks")).isEmpty();
        assertThat(body.value("totalTasks")).isEqualTo(0L);
        assertThatThrownBy(() -> resource.list(Requests.uri("order=up:created_at")))
                .hasMessageContaining("as desc:created_at");
    }

    @Test
    void retryNeedsTheSecretsOfTheFormAgain() {
        Task task = tasks.add(TaskState.FAILED);
        String id = task.id().toString();

        Response refused =
                resource.retry(
                        Requests.uri(""),
                        Requests.json("ann"),
                        id,
                        Requests.body("{'secrets': {}}"));
        Response taken =
                resource.retry(
                        Requests.uri(""),
                        Requests.json("ann"),
                        id,
                        Requests.body("{'secrets': {'token': 'x'}}"));

        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(Requests.object(refused).objects("errors")).hasSize(1);
        assertThat(taken.getStatus()).isEqualTo(201);
        assertThat(id(taken)).isEqualTo(id);
        assertThat(tasks.calls).containsExactly("retry {\"token\":\"x\"} user:default/ann");
    }

    @Test
    void anIdThatIsNoneIsNotFound() {
        for (String id : List.of("none", "1-1-1-1-1", "00000000-0000-0000-0000-000000000000")) {
            assertThatThrownBy(() -> resource.task(Requests.uri(""), id))
                    .isInstanceOfSatisfying(
                            PorticoException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    @Test
    void eventsAreWaitedFor() throws Exception {
        Task task = tasks.add(TaskState.PROCESSING);
        String id = task.id().toString();
        CompletableFuture<Response> answer =
                CompletableFuture.supplyAsync(() -> events(id, "after=0"));
        tasks.tell(task.id(), TaskEvent.Type.LOG, "Beginning step log");

        List<?> events = Requests.array(answer.get(20, TimeUnit.SECONDS));

        assertThat(events).hasSize(1);
        assertThat(events.toString())
                .contains("type=log", "id=1", "taskId=" + id, "createdAt=2026-03-01T12:00:00.500Z");
    }

    @Test
    void aTaskThatEndedTellsHowWhateverWasSeen() {
        Task task = tasks.add(TaskState.COMPLETED);
        tasks.tell(task.id(), TaskEvent.Type.LOG, "Beginning step log");
        long end = tasks.tell(task.id(), TaskEvent.Type.COMPLETION, "Run completed");

        List<?> events = Requests.array(events(task.id().toString(), "after=" + end));

        assertThat(events).hasSize(1);
        assertThat(events.toString()).contains("type=completion");
    }

    @Test
    void aStreamGoesOnBehindAnEventAndEndsWithTheTask() {
        Task task = tasks.add(TaskState.PROCESSING);
        tasks.tell(task.id(), TaskEvent.Type.LOG, "one");
        tasks.tell(task.id(), TaskEvent.Type.LOG, "two");
        CompletableFuture<String> read =
                CompletableFuture.supplyAsync(
                        () ->
                                Requests.text(
                                        resource.stream(
                                                Requests.uri("after=1"),
                                                open(),
                                                task.id().toString())));
        tasks.tell(task.id(), TaskEvent.Type.COMPLETION, "three");

        String frames = read.orTimeout(20, TimeUnit.SECONDS).join();

        assertThat(frames).doesNotContain("\"one\"").doesNotContain("\nid:");
        assertThat(frames)
                .contains("event: log\ndata: {\"id\":2,", "event: completion\ndata: {\"id\":3,");
        assertThat(frames.indexOf("\"two\"")).isLessThan(frames.indexOf("\"three\""));
        assertThat(frames).endsWith("}\n\n");
    }

    @Test
    void aDryRunAnswersFilesAndSteps() throws Exception {
        String body =
                "{'template': "
                        + FormTemplates.ENTITY.toJson().replace('"', '\'')
                        + ", 'values': {'name': 'a'}, "
                        + GOOD
                        + ", 'directoryContents': [{'path': 'a.txt', 'base64Content': 'aGk='}]}";

        JsonObject answer =
                Requests.object(
                        resource.dryRun(
                                Requests.uri(""), Requests.json("ann"), Requests.body(body)));

        assertThat(answer.objects("log").getFirst().object("body").text("message"))
                .contains("Starting up task with 1 steps");
        assertThat(answer.objects("steps").getFirst().text("id")).contains("log");
        assertThat(answer.objects("directoryContents").getFirst().text("base64Content"))
                .contains("aGk=");
        assertThat(answer.has("output")).isTrue();
        assertThatThrownBy(
                        () ->
                                resource.dryRun(
                                        Requests.uri(""),
                                        Requests.json("ann"),
                                        Requests.body(body.replace("aGk=", "?"))))
                .hasMessage("request/body/directoryContents/0/base64Content must be base64");
    }

    private Response create(String body) {
        return resource.create(Requests.uri(""), Requests.json("ann"), Requests.body(body));
    }

    private Response events(String id, String query) {
        try {
            return resource.events(Requests.uri(query), id);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String id(Response response) {
        return Requests.object(response).text("id").orElseThrow();
    }

    private static HttpServerResponse open() {
        return (HttpServerResponse)
                Proxy.newProxyInstance(
                        HttpServerResponse.class.getClassLoader(),
                        new Class<?>[] {HttpServerResponse.class},
                        (_, method, _) -> {
                            if (method.getName().equals("closed")) {
                                return false;
                            }
                            throw new UnsupportedOperationException(method.getName());
                        });
    }
}
