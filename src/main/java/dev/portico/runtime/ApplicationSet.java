package dev.portico.runtime;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An ApplicationSet of Argo CD.
///
/// @param applications how many it manages
public record ApplicationSet(
        ObjectKey key, long applications, Verdict verdict, List<Condition> conditions)
        implements Observation {
    public ApplicationSet {
        conditions = List.copyOf(conditions);
    }

    @Override
    public Map<String, State> states() {
        return Map.of(
                "health",
                new State(verdict.health().name().toLowerCase(Locale.ROOT), verdict.reason()));
    }
}
