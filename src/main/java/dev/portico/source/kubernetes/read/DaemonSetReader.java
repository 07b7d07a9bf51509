package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import dev.portico.runtime.Health;
import dev.portico.runtime.Verdict;
import dev.portico.source.kubernetes.read.Standing.Count;
import java.util.List;

/// DaemonSets (`apps`).
final class DaemonSetReader implements WorkloadReader {
    @Override
    public Standing read(JsonObject object, List<Condition> conditions) {
        JsonObject status = object.object("status");
        Count count =
                new Count(
                        Numbers.count(status, "desiredNumberScheduled", 0),
                        Numbers.count(status, "numberReady", 0),
                        Numbers.count(status, "updatedNumberScheduled", 0));
        return Standing.of(count, null, verdict(object, count));
    }

    private static Verdict verdict(JsonObject object, Count count) {
        if (Numbers.isBehind(object) || !object.object("status").has("observedGeneration")) {
            return Standing.progressing(BEHIND);
        }
        if (count.wanted() == 0) {
            return new Verdict(Health.HEALTHY, "no node is selected");
        }
        if (count.ready() < count.wanted()) {
            return Standing.progressing(
                    "ready on " + count.ready() + " of " + Texts.count(count.wanted(), "node"));
        }
        boolean rolling =
                !object.object("spec")
                        .object("updateStrategy")
                        .text("type")
                        .orElse("")
                        .equals("OnDelete");
        if (rolling && count.updated() < count.wanted()) {
            return Standing.progressing(
                    "updated on " + count.updated() + " of " + Texts.count(count.wanted(), "node"));
        }
        return Verdict.HEALTHY;
    }
}
