package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Application.Operation;
import dev.portico.runtime.Condition;
import dev.portico.runtime.Health;
import dev.portico.runtime.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The health that Argo CD found, and in words what its conditions and the last operation add.
final class ArgoVerdict {
    private static final Set<String> FAILED = Set.of("Failed", "Error");

    private ArgoVerdict() {}

    static Verdict of(JsonObject object, @Nullable Operation operation) {
        JsonObject status = object.object("status");
        JsonObject health = status.object("health");
        List<String> sentences = new ArrayList<>();
        if (health.isEmpty() && status.isEmpty()) {
            sentences.add("Argo CD has not looked at it yet");
        }
        sentences.add(health.text("message").orElse(""));
        for (Condition condition : conditions(status)) {
            if (condition.type().endsWith("Error")) {
                sentences.add(condition.type() + ": " + Texts.cut(condition.message(), 200));
            }
        }
        if (operation != null && FAILED.contains(operation.phase())) {
            sentences.add("the last sync failed: " + Texts.cut(operation.message(), 200));
        }
        return new Verdict(health(health.text("status").orElse("")), Texts.join(sentences));
    }

    private static Health health(String status) {
        return switch (status) {
            case "Healthy" -> Health.HEALTHY;
            case "Progressing" -> Health.PROGRESSING;
            case "Degraded" -> Health.DEGRADED;
            case "Suspended" -> Health.SUSPENDED;
            case "Missing" -> Health.MISSING;
            default -> Health.UNKNOWN;
        };
    }

    /// Those of an Application have no status: one that is there is true.
    static List<Condition> conditions(JsonObject status) {
        return Conditions.of(status).stream()
                .map(
                        condition ->
                                new Condition(
                                        condition.type(),
                                        "True",
                                        condition.reason(),
                                        condition.message(),
                                        condition.since()))
                .toList();
    }

    /// An ApplicationSet is what its conditions say; newer versions tell a health, too.
    static Verdict ofSet(JsonObject status, List<Condition> conditions) {
        Optional<Condition> error =
                Conditions.find(conditions, "ErrorOccurred")
                        .filter(condition -> condition.status().equals("True"));
        if (error.isPresent()) {
            return Standing.degraded(Conditions.words(error.get()));
        }
        String health = status.object("health").text("status").orElse("");
        if (!health.isEmpty()) {
            return new Verdict(
                    health(health),
                    Texts.message(status.object("health").text("message").orElse("")));
        }
        Optional<Condition> progressing =
                Conditions.find(conditions, "RolloutProgressing")
                        .filter(condition -> condition.status().equals("True"));
        if (progressing.isPresent()) {
            return Standing.progressing(Conditions.words(progressing.get()));
        }
        Optional<Condition> behind =
                Conditions.find(conditions, "ResourcesUpToDate")
                        .filter(condition -> condition.status().equals("False"));
        if (behind.isPresent()) {
            return Standing.progressing(Conditions.words(behind.get()));
        }
        return conditions.isEmpty()
                ? Standing.unknown("Argo CD has not looked at it yet")
                : Verdict.HEALTHY;
    }
}
