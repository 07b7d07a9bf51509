package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import dev.portico.runtime.Verdict;
import dev.portico.source.kubernetes.read.Standing.Count;
import java.util.List;
import java.util.Optional;

/// Kinds named in the configuration: by their replicas and by the conditions `Ready`, `Available`
/// or `Healthy`, as far as they have them.
final class GenericReader implements WorkloadReader {
    private static final List<String> TELLING = List.of("Ready", "Available", "Healthy");

    @Override
    public Standing read(JsonObject object, List<Condition> conditions) {
        JsonObject status = object.object("status");
        int replicas = Numbers.count(status, "replicas", 0);
        int wanted = Numbers.count(object.object("spec"), "replicas", replicas);
        int ready = Numbers.count(status, "readyReplicas", 0);
        Count count = new Count(wanted, ready, Numbers.count(status, "updatedReplicas", replicas));
        return Standing.of(count, null, verdict(object, count, conditions));
    }

    private static Verdict verdict(JsonObject object, Count count, List<Condition> conditions) {
        if (Numbers.isBehind(object)) {
            return Standing.progressing(BEHIND);
        }
        boolean counts = object.object("spec").has("replicas");
        if (counts && count.wanted() == 0) {
            return Standing.suspended(TO_ZERO);
        }
        Optional<Condition> telling =
                TELLING.stream()
                        .flatMap(type -> Conditions.find(conditions, type).stream())
                        .findFirst();
        if (telling.isPresent() && telling.get().status().equals("False")) {
            return Standing.degraded(Conditions.words(telling.get()));
        }
        if (telling.isPresent() && !telling.get().status().equals("True")) {
            return Standing.progressing(Conditions.words(telling.get()));
        }
        if (counts && count.ready() < count.wanted() && telling.isEmpty()) {
            return Standing.progressing(count.readySentence());
        }
        return telling.isPresent() || counts
                ? Verdict.HEALTHY
                : Standing.unknown("it tells neither replicas nor a condition 'Ready'");
    }
}
