package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import java.util.Set;

/// Why a container does not run, in words, from its entry in a Pod's status.
final class ContainerTrouble {
    /// From this many restarts on a container that is not ready is said to crash, also in the
    /// moments it runs: else the verdict would come and go with every attempt.
    private static final int MANY_RESTARTS = 3;

    private static final Set<String> ON_ITS_WAY =
            Set.of("", "ContainerCreating", "PodInitializing");
    private static final Set<String> IMAGE =
            Set.of(
                    "ErrImagePull",
                    "ImagePullBackOff",
                    "ErrImageNeverPull",
                    "InvalidImageName",
                    "ImageInspectError",
                    "RegistryUnavailable",
                    "SignatureValidationFailed");
    private static final Set<String> CONFIGURATION =
            Set.of("CreateContainerConfigError", "CreateContainerError");

    private ContainerTrouble() {}

    /// Empty when there is none.
    static String of(JsonObject container) {
        JsonObject state = container.object("state");
        JsonObject waiting = state.object("waiting");
        String reason = waiting.text("reason").orElse("");
        if (!ON_ITS_WAY.contains(reason)) {
            return waiting(container, reason, waiting.text("message").orElse("").strip());
        }
        JsonObject end = state.object("terminated");
        boolean oftenBefore = Numbers.count(container, "restartCount", 0) >= MANY_RESTARTS;
        if (failed(end) && (oftenBefore || isOutOfMemory(end))) {
            return crashing(container, end);
        }
        JsonObject last = container.object("lastState").object("terminated");
        boolean ready = Boolean.TRUE.equals(container.value("ready"));
        return !ready && oftenBefore && end.isEmpty() && failed(last)
                ? crashing(container, last)
                : "";
    }

    private static String waiting(JsonObject container, String reason, String message) {
        if (IMAGE.contains(reason)) {
            return "cannot pull image "
                    + container.text("image").orElse("")
                    + " ("
                    + reason
                    + (message.isEmpty() ? "" : ": " + message)
                    + ")";
        }
        if (reason.equals("CrashLoopBackOff")) {
            return crashing(container, container.object("lastState").object("terminated"));
        }
        if (CONFIGURATION.contains(reason)) {
            return name(container) + " cannot be created: " + message + " (" + reason + ")";
        }
        return name(container)
                + " cannot start ("
                + reason
                + (message.isEmpty() ? "" : ": " + message)
                + ")";
    }

    private static String crashing(JsonObject container, JsonObject end) {
        return name(container) + " keeps crashing" + how(end);
    }

    /// Of a container that ended with an error and is not started again.
    static String ended(JsonObject container, JsonObject end) {
        return name(container) + " failed" + how(end);
    }

    private static String how(JsonObject end) {
        if (end.isEmpty()) {
            return " (CrashLoopBackOff)";
        }
        String said = end.text("message").orElse("").strip();
        String exit = "exit code " + Numbers.whole(end, "exitCode", 0);
        return (isOutOfMemory(end) ? ": out of memory (OOMKilled)" : " (" + exit + ")")
                + (said.isEmpty() ? "" : ": " + said);
    }

    private static boolean failed(JsonObject end) {
        return !end.isEmpty() && Numbers.whole(end, "exitCode", 0) != 0;
    }

    private static boolean isOutOfMemory(JsonObject end) {
        return end.text("reason").orElse("").equals("OOMKilled");
    }

    private static String name(JsonObject container) {
        return "container " + container.text("name").orElse("");
    }
}
