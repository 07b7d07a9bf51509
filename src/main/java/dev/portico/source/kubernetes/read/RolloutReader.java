package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import dev.portico.runtime.Verdict;
import dev.portico.source.kubernetes.read.Standing.Count;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Argo Rollouts (`argoproj.io`). Its phase counts only when the controller has seen the newest
/// generation, which it tells as text.
final class RolloutReader implements WorkloadReader {
    @Override
    public Standing read(JsonObject object, List<Condition> conditions) {
        JsonObject spec = object.object("spec");
        JsonObject status = object.object("status");
        Count count =
                new Count(
                        Numbers.count(spec, "replicas", 1),
                        Numbers.count(status, "readyReplicas", 0),
                        Numbers.count(status, "updatedReplicas", 0));
        return Standing.of(count, rolledOutAt(status), verdict(object, count, conditions))
                .patience(
                        Math.max(
                                Standing.PATIENCE,
                                Numbers.count(spec, "progressDeadlineSeconds", 0)));
    }

    private static Verdict verdict(JsonObject object, Count count, List<Condition> conditions) {
        JsonObject status = object.object("status");
        String seen = status.text("observedGeneration").orElse("");
        if (!seen.equals(String.valueOf(Numbers.generation(object)))) {
            return Standing.progressing(BEHIND);
        }
        if (count.wanted() == 0) {
            return Standing.suspended(TO_ZERO);
        }
        if (Conditions.has(conditions, "InvalidSpec", "True")) {
            return Standing.degraded(
                    "the spec is not valid: "
                            + Conditions.find(conditions, "InvalidSpec")
                                    .map(Conditions::words)
                                    .orElse(""));
        }
        String message = status.text("message").orElse("");
        return switch (status.text("phase").orElse("")) {
            case "Healthy" -> Verdict.HEALTHY;
            case "Degraded" ->
                    Standing.degraded(
                            status.value("abort") == Boolean.TRUE
                                    ? "the rollout was aborted: " + message
                                    : message);
            case "Paused" ->
                    Standing.suspended(
                            "the rollout is paused" + (message.isEmpty() ? "" : ": " + message));
            case "Progressing" ->
                    Standing.progressing(message.isEmpty() ? count.updatedSentence() : message);
            default -> byNumbers(count);
        };
    }

    private static Verdict byNumbers(Count count) {
        if (count.updated() < count.wanted()) {
            return Standing.progressing(count.updatedSentence());
        }
        return count.ready() < count.wanted()
                ? Standing.progressing(count.readySentence())
                : Verdict.HEALTHY;
    }

    private static @Nullable Instant rolledOutAt(JsonObject status) {
        return status.objects("conditions").stream()
                .filter(condition -> condition.text("type").orElse("").equals("Progressing"))
                .findFirst()
                .map(condition -> Texts.time(condition.text("lastUpdateTime")))
                .orElse(null);
    }
}
