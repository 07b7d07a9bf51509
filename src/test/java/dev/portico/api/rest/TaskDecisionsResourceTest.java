package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Gate;
import dev.portico.access.Gates;
import dev.portico.access.Viewers;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.template.FakeTasks;
import dev.portico.template.TaskAccesses;
import dev.portico.template.TaskState;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskDecisionsResourceTest {
    private final FakeTasks tasks = new FakeTasks();
    private final Gate gate = Gates.of(() -> Viewers.ANN);
    private final TaskDecisionsResource resource =
            new TaskDecisionsResource(tasks, gate, TaskAccesses.of(tasks, gate));
    private String id;

    @BeforeEach
    void waiting() {
        id = tasks.add(TaskState.WAITING).id().toString();
    }

    @Test
    void somebodyDecides() {
        HttpHeaders ann = Requests.json("ann");
        resource.approve(
                Requests.uri(""), ann, id, Requests.body("{'step': 'ask', 'comment': 'Fine.'}"));
        resource.reject(Requests.uri(""), ann, id, Requests.body("{'step': 'ask'}"));

        assertThat(tasks.calls)
                .containsExactly(
                        "decide ask true Fine. user:default/ann",
                        "decide ask false null user:default/ann");
        assertThatThrownBy(
                        () ->
                                resource.approve(
                                        Requests.uri(""), ann, id, Requests.body("{'steps': 'x'}")))
                .hasMessageContaining("unrecognized key 'steps'");
    }

    @Test
    void somebodySaysWhatBecameOfAStep() {
        HttpHeaders ann = Requests.json("ann");
        resource.resolve(
                Requests.uri(""),
                ann,
                id,
                Requests.body("{'step': 'push', 'resolution': 'done', 'output': {'a': 1}}"));
        resource.resolve(
                Requests.uri(""),
                ann,
                id,
                Requests.body("{'step': 'push', 'resolution': 'again'}"));

        assertThat(tasks.calls)
                .containsExactly(
                        "resolve push DONE {\"a\":1} user:default/ann",
                        "resolve push AGAIN {} user:default/ann");
        assertThatThrownBy(
                        () ->
                                resource.resolve(
                                        Requests.uri(""),
                                        ann,
                                        id,
                                        Requests.body("{'step': 'push', 'resolution': 'maybe'}")))
                .hasMessageContaining("done, again, failed");
    }

    @Test
    void aCallbackNeedsTheTokenOfTheStep() {
        resource.callback(
                Requests.uri("step=build&token=t1"),
                Requests.headers(Map.of("Content-Type", "application/json")),
                id,
                Requests.body("{'ok': true}"));
        resource.callback(
                Requests.uri("step=build"),
                Requests.headers(
                        Map.of(
                                "Content-Type",
                                "application/json",
                                TaskDecisionsResource.TOKEN_HEADER,
                                "t2")),
                id,
                null);
        resource.callback(
                Requests.uri("step=build"),
                Requests.headers(Map.of("Authorization", "Bearer t3")),
                id,
                null);

        assertThat(tasks.calls)
                .containsExactly(
                        "callback build t1 {\"ok\":true}",
                        "callback build t2 {}",
                        "callback build t3 {}");
        assertThatThrownBy(
                        () ->
                                resource.callback(
                                        Requests.uri("step=build"),
                                        Requests.headers(Map.of()),
                                        id,
                                        null))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
        assertThatThrownBy(
                        () ->
                                resource.callback(
                                        Requests.uri("token=t"),
                                        Requests.headers(Map.of()),
                                        id,
                                        null))
                .hasMessageContaining("The parameter step is missing");
    }
}
