package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import dev.portico.runtime.Verdict;
import dev.portico.source.kubernetes.read.Standing.Count;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Services of Knative (`serving.knative.dev`). They scale to zero without being any less healthy;
/// their numbers are those of the Deployments of their revisions.
final class KnativeReader implements WorkloadReader {
    @Override
    public Standing read(JsonObject object, List<Condition> conditions) {
        Optional<Condition> ready = Conditions.find(conditions, "Ready");
        return Standing.of(
                        new Count(0, 0, 0),
                        ready.map(Condition::since).orElse(null),
                        verdict(object, ready))
                .patience(0);
    }

    private static Verdict verdict(JsonObject object, Optional<Condition> ready) {
        if (Numbers.isBehind(object) || ready.isEmpty()) {
            return Standing.progressing(BEHIND);
        }
        return switch (ready.get().status()) {
            case "True" -> Verdict.HEALTHY;
            case "False" -> Standing.degraded(Conditions.words(ready.get()));
            default -> Standing.progressing(Conditions.words(ready.get()));
        };
    }

    @Override
    public List<String> hosts(JsonObject object) {
        try {
            String host = URI.create(object.object("status").text("url").orElse("")).getHost();
            return host == null || host.endsWith(".cluster.local") ? List.of() : List.of(host);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
