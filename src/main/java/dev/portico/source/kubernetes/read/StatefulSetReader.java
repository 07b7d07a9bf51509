package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import dev.portico.runtime.Verdict;
import dev.portico.source.kubernetes.read.Standing.Count;
import java.util.List;

/// StatefulSets (`apps`).
final class StatefulSetReader implements WorkloadReader {
    @Override
    public Standing read(JsonObject object, List<Condition> conditions) {
        JsonObject status = object.object("status");
        String newest = status.text("updateRevision").orElse("");
        boolean oneRevision = newest.equals(status.text("currentRevision").orElse(""));
        Count count =
                new Count(
                        Numbers.count(object.object("spec"), "replicas", 1),
                        Numbers.count(status, "readyReplicas", 0),
                        Numbers.count(
                                status,
                                "updatedReplicas",
                                oneRevision ? Numbers.count(status, "replicas", 0) : 0));
        return Standing.of(count, null, verdict(object, count, oneRevision))
                .revision(Shared.text(newest));
    }

    private static Verdict verdict(JsonObject object, Count count, boolean oneRevision) {
        if (Numbers.isBehind(object)) {
            return Standing.progressing(BEHIND);
        }
        if (count.wanted() == 0) {
            return Standing.suspended(TO_ZERO);
        }
        if (count.ready() < count.wanted()) {
            return Standing.progressing(count.readySentence());
        }
        JsonObject strategy = object.object("spec").object("updateStrategy");
        if (oneRevision || strategy.text("type").orElse("").equals("OnDelete")) {
            return Verdict.HEALTHY;
        }
        int partition = Numbers.count(strategy.object("rollingUpdate"), "partition", 0);
        if (count.updated() < count.wanted() - partition) {
            return Standing.progressing(
                    partition == 0
                            ? count.updatedSentence()
                            : count.updatedSentence() + " (partition " + partition + ")");
        }
        return Verdict.HEALTHY;
    }
}
