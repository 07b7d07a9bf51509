package dev.portico.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.StoredTemplates;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GraphQlTasksTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, String> ANN = Map.of("Portico-User", "user:gqltask/ann");
    private static final Map<String, String> BOB = Map.of("Portico-User", "user:gqltask/bob");
    private static final String DOCUMENTS =
            """
            ---
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: {name: make, namespace: gqltask}
            spec:
              type: service
              parameters: {required: [name], properties: {name: {type: string}, unused: {type: string}}}
              steps:
                - {id: say, action: 'test:echo', input: {text: '${{ parameters.name }}', makes: 'component:gqltask/made'}}
                - {id: ask, action: 'approval:request', input: {approvers: ['user:gqltask/bob']}}
            ---
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: {name: hidden, namespace: gqltask}
            spec:
              type: service
              secrets: {schema: {type: object, required: [pin], properties: {pin: {type: string, minLength: 4}}}}
              steps:
                - {id: ask, action: 'approval:request', input: {approvers: ['user:gqltask/bob'], message: '${{ secrets.pin }}'}}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: User
            metadata: {name: bob, namespace: gqltask}
            spec: {memberOf: []}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: made, namespace: gqltask}
            spec: {type: service, lifecycle: production, owner: 'user:gqltask/bob'}
            """;

    @TestHTTPResource("/graphql")
    URI endpoint;

    @Inject StoredTemplates templates;

    @BeforeEach
    void catalog() {
        templates.write(DOCUMENTS);
    }

    @Test
    void aTemplateShowsItsFormAndWhatIsWrongWithIt() {
        Answer answer =
                Answer.to(
                        "{ template(ref: \"gqltask/make\") { ref type parameters steps status {"
                                + " level message } } }");

        assertThat(answer.at("/template/ref")).isEqualTo("template:gqltask/make");
        assertThat(answer.at("/template/parameters/required/0")).isEqualTo("name");
        assertThat(answer.at("/template/steps/1/action")).isEqualTo("approval:request");
        assertThat(answer.at("/template/status/0/level")).isEqualTo("warning");
        assertThat(String.valueOf(answer.at("/template/status/0/message")))
                .startsWith("all.yaml:7:")
                .endsWith("The parameter 'unused' is asked for but never used.");
        assertThat(Answer.to("{ template(ref: \"none\") { ref } }").at("/template")).isNull();
        assertThat(
                        Answer.to("{ template(ref: \"component:gqltask/made\") { ref } }")
                                .at("/template"))
                .isNull();
    }

    @Test
    void whatTheFormDoesNotAllowIsAnAnswer() {
        Answer answer =
                Answer.to(
                        "mutation { runTemplate(template: \"gqltask/make\", values: {name: 7}) { task"
                                + " { id } problems { path keyword message } } }");

        assertThat(answer.at("/runTemplate/task")).isNull();
        assertThat(answer.at("/runTemplate/problems/0/path")).isEqualTo(List.of("name"));
        assertThat(answer.at("/runTemplate/problems/0/message"))
                .isEqualTo("The value of name must be a text but is a number; put it in quotes.");
        Answer.to("mutation { runTemplate(template: \"gqltask/none\") { task { id } } }")
                .failsWith("NOT_FOUND", "There is no template template:gqltask/none.");
        Answer.to("mutation { cancelTask(id: \"x\") { task { id } } }")
                .failsWith("INVALID_INPUT", "The id 'x' is none of a task; those are UUIDs.");
        assertThat(
                        Answer.to("{ task(id: \"00000000-0000-0000-0000-000000000000\") { id } }")
                                .at("/task"))
                .isNull();
    }

    @Test
    void aTaskIsRunFollowedDecidedAndFoundAgain() {
        String id = run("hello");
        waiting(id);
        Answer.to(
                        "mutation { approveStep(task: \"%s\", step: \"ask\") { task { id } } }"
                                .formatted(id),
                        Map.of(),
                        ANN)
                .failsWith(
                        "FORBIDDEN",
                        "user:gqltask/ann may not decide on this; user:gqltask/bob may.");
        Answer approved =
                Answer.to(
                        "mutation { approveStep(task: \"%s\", step: \"ask\", comment: \"Fine.\") {"
                                        .formatted(id)
                                + " task { id } } }",
                        Map.of(),
                        BOB);
        assertThat(approved.at("/approveStep/task/id")).isEqualTo(id);
        await().atMost(SOON).until(() -> state(id).equals("COMPLETED"));

        Answer task =
                Answer.to(
                        ("{ task(id: \"%s\") { state createdBy createdAt endedAt parameters templateRef"
                                        + " template { ref } error output steps { id action status"
                                        + " output reason attempts } made { type ref url entity { ref }"
                                        + " } events(after: 1) { id type message step } } }")
                                .formatted(id));
        assertThat(task.at("/task/createdBy")).isEqualTo("user:gqltask/ann");
        assertThat(task.at("/task/template/ref")).isEqualTo("template:gqltask/make");
        assertThat(task.at("/task/steps/0/output/text")).isEqualTo("hello");
        assertThat(task.at("/task/steps/1/output/approvedBy")).isEqualTo("user:gqltask/bob");
        assertThat(task.at("/task/made/0/type")).isEqualTo("ENTITY");
        assertThat(task.at("/task/made/0/entity/ref")).isEqualTo("component:gqltask/made");
        assertThat(String.valueOf(task.at("/task/events"))).contains("It says hello.");

        Answer both =
                Answer.to(
                        "{ entity(ref: \"component:gqltask/made\") { madeBy { state } } template(ref:"
                                + " \"gqltask/make\") { instances(first: 5) { totalCount nodes { id } }"
                                + " madeBy { id } current: instances(behind: false) { nodes { id"
                                + " instance { state commit templateCommit changedFiles"
                                + " changedFileCount updatedBy proposedBy reason } } } behind:"
                                + " instances(behind: true) { totalCount } } tasks(filter: {createdBy: [\"user:gqltask/ann\"],"
                                + " made: [\"component:gqltask/made\"], states: [COMPLETED]}) {"
                                + " totalCount nodes { id } } }");
        assertThat(both.at("/entity/madeBy/state")).isNotNull();
        assertThat(String.valueOf(both.at("/template/instances/nodes"))).contains(id);
        assertThat(both.at("/template/madeBy")).isNull();
        assertThat(String.valueOf(both.at("/template/current/nodes"))).contains(id);
        assertThat(both.at("/template/current/nodes/0/instance/state")).isEqualTo("CURRENT");
        assertThat(both.at("/template/current/nodes/0/instance/commit")).isEqualTo("c0ffee");
        assertThat(both.at("/template/current/nodes/0/instance/reason"))
                .isEqualTo("The template is at the same commit.");
        assertThat(both.at("/template/behind/totalCount")).isEqualTo(0L);
        assertThat(String.valueOf(both.at("/tasks/nodes"))).contains(id);
    }

    @Test
    void aTaskIsCancelledAndRunAgain() {
        String id = run("again");
        waiting(id);

        Answer cancelled =
                Answer.to(
                        "mutation { cancelTask(id: \"%s\") { task { state } } }".formatted(id),
                        Map.of(),
                        ANN);
        assertThat(cancelled.at("/cancelTask/task/state")).isEqualTo("CANCELLED");
        Answer.to("mutation { cancelTask(id: \"%s\") { task { state } } }".formatted(id))
                .failsWith("CONFLICT", "The task " + id + " has ended already.");
        Answer retried =
                Answer.to("mutation { retryTask(id: \"%s\") { task { id } } }".formatted(id));
        assertThat(retried.at("/retryTask/task/id")).isEqualTo(id);
        waiting(id);
        Answer.to(
                        "mutation { resolveStep(task: \"%s\", step: \"ask\", resolution: DONE, output:"
                                        .formatted(id)
                                + " {a: 1}) { task { id } } }")
                .failsWith(
                        "CONFLICT",
                        "It is known what became of the step 'ask' of the task " + id + ".");
        Answer rejected =
                Answer.to(
                        "mutation { rejectStep(task: \"%s\", step: \"ask\") { task { id } } }"
                                .formatted(id),
                        Map.of(),
                        BOB);
        assertThat(rejected.at("/rejectStep/task/id")).isEqualTo(id);
        await().atMost(SOON).until(() -> state(id).equals("FAILED"));
    }

    @Test
    void secretsOfATaskThatIsRunAgainAreCheckedAsTheFirst() {
        String id =
                (String)
                        Answer.to(
                                        "mutation { runTemplate(template: \"gqltask/hidden\", secrets:"
                                                + " {pin: \"1234\"}) { task { id } problems {"
                                                + " message } } }")
                                .at("/runTemplate/task/id");
        waiting(id);
        Answer.to("mutation { cancelTask(id: \"%s\") { task { state } } }".formatted(id))
                .at("/cancelTask");
        String retry =
                "mutation { retryTask(id: \"%s\"%s) { task { id } problems { path message } } }";

        Answer without = Answer.to(retry.formatted(id, ""));
        assertThat(without.at("/retryTask/task")).isNull();
        assertThat(String.valueOf(without.at("/retryTask/problems"))).contains("pin");
        Answer shorter = Answer.to(retry.formatted(id, ", secrets: {pin: \"1\"}"));
        assertThat(shorter.at("/retryTask/task")).isNull();
        assertThat(state(id)).isEqualTo("CANCELLED");

        Answer whole = Answer.to(retry.formatted(id, ", secrets: {pin: \"12345\"}"));
        assertThat(whole.at("/retryTask/problems")).isEqualTo(List.of());
        assertThat(whole.at("/retryTask/task/id")).isEqualTo(id);
        waiting(id);
    }

    @Test
    void aDryRunTouchesNothing() {
        String template =
                "{apiVersion: \"scaffolder.backstage.io/v1beta3\", kind: \"Template\", metadata:"
                        + " {name: \"dry\"}, spec: {type: \"x\", steps: [{id: \"say\", action:"
                        + " \"test:echo\", input: {text: \"dry\"}}], output: {said: \"${{"
                        + " steps.say.output.text }}\"}}}";
        Answer answer =
                Answer.to(
                        "mutation { dryRunTemplate(template: %s, values: {}) { log output files { path"
                                        .formatted(template)
                                + " } problems { message } } }");

        assertThat(answer.at("/dryRunTemplate/output/said")).isEqualTo("dry");
        assertThat(String.valueOf(answer.at("/dryRunTemplate/log"))).contains("It says dry.");
        assertThat(answer.at("/dryRunTemplate/problems")).isEqualTo(List.of());
    }

    @Test
    void aSubscriberHearsWhatHappensUntilTheEnd() {
        String id = run("heard");
        Messages messages = new Messages();
        WebSocket socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .subprotocols("graphql-transport-ws")
                        .buildAsync(
                                URI.create(endpoint.toString().replaceFirst("^http", "ws")),
                                messages)
                        .join();
        try {
            send(socket, Map.of("type", "connection_init"));
            await().atMost(SOON).until(() -> messages.types().contains("connection_ack"));
            String query = "subscription { taskEvents(id: \"%s\") { id type message } }";
            send(
                    socket,
                    Map.of(
                            "id",
                            "1",
                            "type",
                            "subscribe",
                            "payload",
                            Map.of("query", query.formatted(id))));
            await().atMost(SOON).until(() -> messages.text().contains("It says heard."));
            waiting(id);
            Answer.to("mutation { cancelTask(id: \"%s\") { task { state } } }".formatted(id))
                    .at("/cancelTask");

            await().atMost(SOON).until(() -> messages.types().contains("complete"));
            assertThat(messages.text()).contains("CANCELLED", "COMPLETION");
        } finally {
            socket.abort();
        }
    }

    private static String run(String name) {
        return (String)
                Answer.to(
                                "mutation($values: JSON) { runTemplate(template: \"gqltask/make\","
                                        + " values: $values) { task { id } problems { message } } }",
                                Map.of("values", Map.of("name", name)),
                                ANN)
                        .at("/runTemplate/task/id");
    }

    private static void waiting(String id) {
        await().atMost(SOON).until(() -> state(id).equals("WAITING"));
    }

    private static String state(String id) {
        return String.valueOf(
                Answer.to("{ task(id: \"%s\") { state } }".formatted(id)).at("/task/state"));
    }

    private static void send(WebSocket socket, Map<String, ?> message) {
        socket.sendText(JsonValues.toJson(message), true).join();
    }

    /// What the server sent.
    private static final class Messages implements WebSocket.Listener {
        private final List<JsonObject> received = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                received.add(JsonObject.parse(part.toString()));
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        List<String> types() {
            return received.stream().flatMap(message -> message.text("type").stream()).toList();
        }

        String text() {
            return received.toString();
        }
    }
}
