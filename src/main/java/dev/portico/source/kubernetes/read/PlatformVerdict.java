package dev.portico.source.kubernetes.read;

import dev.portico.runtime.Condition;
import dev.portico.runtime.Health;
import dev.portico.runtime.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Says in plain words what the conditions of a resource of Crossplane mean.
final class PlatformVerdict {
    private PlatformVerdict() {}

    static Verdict of(List<Condition> conditions, boolean paused, boolean deleting) {
        Optional<Condition> synced = Conditions.find(conditions, "Synced");
        if (paused || synced.filter(is("False", "ReconcilePaused")).isPresent()) {
            return Standing.suspended("paused: Crossplane leaves it as it is");
        }
        Optional<Condition> failed = synced.filter(condition -> condition.status().equals("False"));
        if (failed.isPresent()) {
            return Standing.degraded(
                    "Crossplane cannot "
                            + (deleting ? "delete" : "apply")
                            + " it: "
                            + Conditions.words(failed.get()));
        }
        if (deleting) {
            return Standing.progressing("being deleted");
        }
        if (conditions.isEmpty()) {
            return Standing.progressing("Crossplane has not looked at it yet");
        }
        return troubled(conditions).orElseGet(() -> ready(conditions));
    }

    private static Optional<Verdict> troubled(List<Condition> conditions) {
        Optional<Condition> operation =
                Conditions.find(conditions, "LastAsyncOperation")
                        .filter(condition -> condition.status().equals("False"));
        if (operation.isPresent()) {
            return Optional.of(
                    Standing.degraded(
                            "the last operation failed: " + Conditions.words(operation.get())));
        }
        return Conditions.find(conditions, "Responsive")
                .filter(condition -> condition.status().equals("False"))
                .map(
                        condition ->
                                Standing.degraded(
                                        "it changes so often that Crossplane holds back: "
                                                + Conditions.words(condition)));
    }

    private static Verdict ready(List<Condition> conditions) {
        Optional<Condition> ready = Conditions.find(conditions, "Ready");
        if (ready.isEmpty() || ready.get().status().equals("Unknown")) {
            return Standing.progressing("not ready yet");
        }
        if (ready.get().status().equals("True")) {
            return Verdict.HEALTHY;
        }
        String message = ready.get().message();
        String more = message.isEmpty() ? "" : ": " + message;
        return switch (ready.get().reason()) {
            case "Unavailable" ->
                    new Verdict(Health.DEGRADED, Texts.message("not available" + more));
            case "Deleting" -> Standing.progressing("being deleted" + more);
            default -> Standing.progressing("still being created" + more);
        };
    }

    private static Predicate<Condition> is(String status, String reason) {
        return condition -> condition.status().equals(status) && condition.reason().equals(reason);
    }
}
