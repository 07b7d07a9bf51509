package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import dev.portico.runtime.Verdict;
import dev.portico.source.kubernetes.read.Standing.Count;
import java.util.List;
import java.util.Optional;

/// Deployments (`apps`).
final class DeploymentReader implements WorkloadReader {
    @Override
    public Standing read(JsonObject object, List<Condition> conditions) {
        Count count = Count.rolling(object);
        return Standing.rolling(object, count, verdict(object, count, conditions));
    }

    private static Verdict verdict(JsonObject object, Count count, List<Condition> conditions) {
        if (Numbers.isBehind(object)) {
            return Standing.progressing(BEHIND);
        }
        if (count.wanted() == 0) {
            return Standing.suspended(TO_ZERO);
        }
        Optional<Condition> failure = Conditions.find(conditions, "ReplicaFailure");
        if (failure.isPresent() && failure.get().status().equals("True")) {
            return Standing.degraded("cannot make Pods: " + Conditions.words(failure.get()));
        }
        Optional<Condition> progress = Conditions.find(conditions, "Progressing");
        if (progress.isPresent() && progress.get().status().equals("False")) {
            return Standing.degraded(
                    progress.get().reason().equals("ProgressDeadlineExceeded")
                            ? "the rollout did not finish in time, " + sentence(count)
                            : Conditions.words(progress.get()));
        }
        if (Boolean.TRUE.equals(object.object("spec").value("paused"))) {
            return Standing.suspended("paused, " + sentence(count));
        }
        return rollout(object.object("status"), count);
    }

    private static Verdict rollout(JsonObject status, Count count) {
        if (count.updated() < count.wanted()) {
            return Standing.progressing(count.updatedSentence());
        }
        if (count.ready() < count.wanted()) {
            return Standing.progressing(count.readySentence());
        }
        int old = Numbers.count(status, "replicas", 0) - count.updated();
        if (old > 0) {
            return Standing.progressing(Texts.count(old, "old replica") + " still there");
        }
        return Verdict.HEALTHY;
    }

    private static String sentence(Count count) {
        return count.updated() < count.wanted() ? count.updatedSentence() : count.readySentence();
    }
}
