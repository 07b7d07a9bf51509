package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import dev.portico.runtime.Verdict;
import dev.portico.source.kubernetes.read.Standing.Count;
import java.util.List;
import java.util.Optional;

/// Jobs (`batch`).
final class JobReader implements WorkloadReader {
    @Override
    public Standing read(JsonObject object, List<Condition> conditions) {
        JsonObject status = object.object("status");
        Verdict verdict = verdict(object, conditions);
        boolean done = Conditions.has(conditions, "Complete", "True");
        int ready = done || Numbers.count(status, "ready", 0) > 0 ? 1 : 0;
        return Standing.of(
                        new Count(1, ready, 1), Texts.time(status.text("completionTime")), verdict)
                .patience(0);
    }

    private static Verdict verdict(JsonObject object, List<Condition> conditions) {
        if (Conditions.has(conditions, "Complete", "True")) {
            return Verdict.HEALTHY;
        }
        Optional<Condition> failed =
                Conditions.find(conditions, "Failed")
                        .filter(condition -> condition.status().equals("True"));
        if (failed.isPresent()) {
            return Standing.degraded("failed: " + Conditions.words(failed.get()));
        }
        if (Boolean.TRUE.equals(object.object("spec").value("suspend"))) {
            return Standing.suspended("suspended");
        }
        int failures = Numbers.count(object.object("status"), "failed", 0);
        return Standing.progressing(
                failures == 0 ? "running" : "running after " + Texts.count(failures, "failure"));
    }

    @Override
    public boolean runsOnce() {
        return true;
    }
}
