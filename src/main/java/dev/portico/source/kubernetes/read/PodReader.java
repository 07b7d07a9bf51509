package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.source.kubernetes.read.Pod.State;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads Pods and says in words why one does not run.
final class PodReader {
    private PodReader() {}

    static Pod read(JsonObject object, WorkloadSlot slot) {
        JsonObject metadata = object.object("metadata");
        JsonObject status = object.object("status");
        State state = state(metadata, status);
        long created = seconds(Texts.time(metadata.text("creationTimestamp")));
        return new Pod(
                metadata.text("name").orElse(""),
                slot,
                state,
                restarts(status),
                created,
                state == State.WAITING ? unreadySince(status, created) : 0,
                Shared.text(metadata.object("labels").text("controller-revision-hash").orElse("")),
                trouble(state, status));
    }

    private static State state(JsonObject metadata, JsonObject status) {
        String phase = status.text("phase").orElse("");
        if (metadata.has("deletionTimestamp") || phase.equals("Succeeded")) {
            return State.DONE;
        }
        if (phase.equals("Failed")) {
            return State.FAILED;
        }
        boolean ready =
                condition(status, "Ready")
                        .flatMap(condition -> condition.text("status"))
                        .orElse("")
                        .equals("True");
        return ready ? State.READY : State.WAITING;
    }

    private static int restarts(JsonObject status) {
        long restarts = 0;
        for (String list : new String[] {"containerStatuses", "initContainerStatuses"}) {
            for (JsonObject container : status.objects(list)) {
                restarts += Numbers.count(container, "restartCount", 0);
            }
        }
        return (int) Math.min(restarts, Integer.MAX_VALUE);
    }

    private static long unreadySince(JsonObject status, long created) {
        return condition(status, "Ready")
                .map(condition -> seconds(Texts.time(condition.text("lastTransitionTime"))))
                .filter(seconds -> seconds > 0)
                .orElse(created);
    }

    private static String trouble(State state, JsonObject status) {
        return Shared.text(
                switch (state) {
                    case READY, DONE -> "";
                    case FAILED -> Texts.cut(failure(status), 300);
                    case WAITING -> Texts.cut(hindrance(status), 300);
                });
    }

    private static String failure(JsonObject status) {
        for (JsonObject container : status.objects("containerStatuses")) {
            JsonObject end = container.object("state").object("terminated");
            if (!end.isEmpty() && Numbers.whole(end, "exitCode", 0) != 0) {
                return ContainerTrouble.ended(container, end);
            }
        }
        String reason = status.text("reason").orElse("");
        String message = status.text("message").orElse("").strip();
        if (reason.isEmpty() && message.isEmpty()) {
            return "failed";
        }
        return message.isEmpty() ? reason : reason + ": " + message;
    }

    private static String hindrance(JsonObject status) {
        Optional<JsonObject> scheduled =
                condition(status, "PodScheduled")
                        .filter(condition -> condition.text("status").orElse("").equals("False"));
        if (scheduled.isPresent()
                && scheduled.get().text("reason").orElse("").equals("Unschedulable")) {
            return "no node takes it: " + scheduled.get().text("message").orElse("Unschedulable");
        }
        for (String list : new String[] {"initContainerStatuses", "containerStatuses"}) {
            for (JsonObject container : status.objects(list)) {
                String trouble = ContainerTrouble.of(container);
                if (!trouble.isEmpty()) {
                    return trouble;
                }
            }
        }
        return "";
    }

    private static Optional<JsonObject> condition(JsonObject status, String type) {
        return status.objects("conditions").stream()
                .filter(condition -> condition.text("type").orElse("").equals(type))
                .findFirst();
    }

    private static long seconds(@Nullable Instant time) {
        return time == null ? 0 : time.getEpochSecond();
    }
}
