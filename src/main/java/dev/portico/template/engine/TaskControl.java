package dev.portico.template.engine;

import dev.portico.access.Viewer;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.StepState.Status;
import dev.portico.template.TaskEvent;
import dev.portico.template.TaskState;
import dev.portico.template.Tasks;
import dev.portico.template.action.DecisionRule;
import dev.portico.template.action.WakeKeys;
import dev.portico.template.store.EndTable;
import dev.portico.template.store.EventRow;
import dev.portico.template.store.StepRow;
import dev.portico.template.store.TaskTable;
import dev.portico.template.store.WaitRow;
import dev.portico.template.store.WaitTable;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What people and others outside do to a task that is there.
@Singleton
final class TaskControl {
    private final TaskStore store;
    private final SecretKeys keys;
    private final List<DecisionRule> rules;
    private final WakeQueue wakes;

    TaskControl(TaskStore store, SecretKeys keys, @All List<DecisionRule> rules) {
        this.store = store;
        this.keys = keys;
        this.rules = List.copyOf(rules);
        this.wakes = new WakeQueue(store.rows().waits());
    }

    void start() {
        wakes.start();
    }

    void stop() {
        wakes.stop();
    }

    /// Takes what [TaskSignals] passes on.
    void told(String what, String keys) {
        wakes.told(what, keys);
    }

    void wake(Set<String> wakeKeys) {
        wakes.add(wakeKeys);
    }

    private TaskTable.Whole require(UUID id) {
        return store.rows().tasks().find(id).orElseThrow(() -> DurableTasks.unknown(id));
    }

    private static StepRow requireStep(TaskTable.Whole task, String step) {
        return task.steps().stream()
                .filter(row -> row.id().equals(step))
                .findFirst()
                .orElseThrow(
                        () ->
                                PorticoException.notFound(
                                        "The task %s has no step '%s'."
                                                .formatted(task.task().id(), step)));
    }

    private static PorticoException conflict(String message) {
        return new PorticoException(ErrorCode.CONFLICT, message);
    }

    void cancel(UUID id, Viewer viewer) {
        TaskTable.Whole task = require(id);
        String step = "";
        for (StepRow row : task.steps()) {
            if (row.attempts() > 0 || step.isEmpty()) {
                step = row.id();
            }
        }
        JsonObject cancelled =
                JsonObject.EMPTY
                        .with("message", "Step " + step + " has been cancelled.")
                        .with("stepId", step)
                        .with("status", "cancelled");
        JsonObject completion =
                JsonObject.EMPTY.with("message", "Run completed with status: cancelled");
        List<EventRow> events =
                List.of(
                        new EventRow(TaskEvent.Type.CANCELLED, cancelled),
                        new EventRow(TaskEvent.Type.COMPLETION, completion));
        if (!store.rows().ends().cancel(id, events, "cancelled by " + viewer.name())) {
            throw conflict("The task " + id + " has ended already.");
        }
    }

    void retry(UUID id, JsonObject secrets, Viewer viewer) {
        TaskState state = require(id).task().state();
        JsonObject body =
                JsonObject.EMPTY
                        .with("message", viewer.name() + " runs the task again.")
                        .with("recoverStrategy", "none");
        if (!store.rows()
                .ends()
                .retry(
                        id,
                        Vault.sealed(id, keys, secrets),
                        new EventRow(TaskEvent.Type.RECOVERED, body))) {
            throw conflict(
                    "The task %s has not ended, it is %s; only one that has ended can be run again."
                            .formatted(id, RunLog.status(state)));
        }
    }

    /// What somebody decides.
    record Vote(boolean approved, @Nullable String comment, Viewer viewer) {}

    void decide(UUID id, String step, Vote vote) {
        TaskTable.Whole task = require(id);
        requireStep(task, step);
        WaitRow wait =
                store.rows()
                        .waits()
                        .find(id)
                        .filter(it -> it.stepId().equals(step))
                        .filter(it -> it.wakeKeys().contains(WakeKeys.decision(id, step)))
                        .orElseThrow(() -> noDecision(id, step));
        JsonObject waiting = JsonObject.parse(wait.state());
        rules.forEach(rule -> rule.require(waiting, task.task().createdBy(), vote.viewer()));
        String line =
                "%s %s%s"
                        .formatted(
                                vote.viewer().name(),
                                vote.approved() ? "approved" : "rejected",
                                vote.comment() == null ? "." : ": " + vote.comment());
        WaitTable.NewDecision decision =
                new WaitTable.NewDecision(
                        vote.viewer().name(), vote.approved(), vote.comment(), line(step, line));
        if (!store.rows().waits().decide(id, wait, decision)) {
            throw noDecision(id, step);
        }
    }

    private static PorticoException noDecision(UUID id, String step) {
        return conflict(
                "The step '%s' of the task %s does not wait for a decision.".formatted(step, id));
    }

    private static EventRow line(String step, String message) {
        JsonObject body = JsonObject.EMPTY.with("message", message).with("stepId", step);
        return new EventRow(TaskEvent.Type.LOG, body);
    }

    /// What somebody found out.
    record Verdict(Tasks.Resolution resolution, JsonObject output, Viewer viewer) {}

    void resolve(UUID id, String step, Verdict verdict) {
        TaskTable.Whole task = require(id);
        StepRow row = requireStep(task, step);
        if (row.status() != Status.UNKNOWN) {
            throw notUnknown(id, step);
        }
        @Nullable Object each =
                TaskSpec.steps(JsonObject.parse(task.task().spec())).get(row.number()).each();
        boolean done = verdict.resolution() == Tasks.Resolution.DONE;
        String line =
                "%s says that the step %s"
                        .formatted(
                                verdict.viewer().name(),
                                switch (verdict.resolution()) {
                                    case DONE -> "took effect.";
                                    case AGAIN -> "did not take effect; it is run again.";
                                    case FAILED -> "failed.";
                                });
        EndTable.Resolved resolved =
                new EndTable.Resolved(
                        row.number(),
                        line,
                        verdict.resolution(),
                        done && each != null ? items(row, verdict.output()) : null,
                        done && each == null ? verdict.output().toJson() : null);
        if (!store.rows().ends().resolve(id, resolved, line(step, line))) {
            throw notUnknown(id, step);
        }
    }

    private static String items(StepRow row, JsonObject output) {
        List<@Nullable Object> items = new ArrayList<>();
        if (row.items() != null) {
            items.addAll(JsonObject.parse(row.items()).list("items"));
        }
        items.add(Map.of("output", output));
        return JsonValues.toJson(Map.of("items", items));
    }

    private static PorticoException notUnknown(UUID id, String step) {
        return conflict(
                "It is known what became of the step '%s' of the task %s.".formatted(step, id));
    }

    void callback(UUID id, String step, String token, JsonObject answer) {
        requireStep(require(id), step);
        CallbackToken given = new CallbackToken(token);
        WaitTable.@Nullable Token match = null;
        for (WaitTable.Token known : store.rows().waits().tokens(id, step)) {
            if (given.has(known.hash())) {
                match = known;
            }
        }
        if (match == null) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "The token is not one of the step '%s' of the task %s.".formatted(step, id));
        }
        store.rows().waits().answer(id, match, answer.toJson());
    }
}
