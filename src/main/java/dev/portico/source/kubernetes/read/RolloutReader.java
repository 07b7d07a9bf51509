package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import dev.portico.runtime.Verdict;
import dev.portico.source.kubernetes.read.Standing.Count;
import java.util.List;

/// Argo Rollouts (`argoproj.io`). Its phase counts only when the controller has seen the newest
/// generation, which it tells as text.
final class RolloutReader implements WorkloadReader {
    @Override
    public Standing read(JsonObject object, List<Condition> conditions) {
        Count count = Count.rolling(object);
        return Standing.rolling(object, count, verdict(object, count, conditions));
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
}
