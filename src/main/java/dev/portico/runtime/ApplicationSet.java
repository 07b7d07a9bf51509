package dev.portico.runtime;

import java.util.List;
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
        return Map.of("health", State.of(verdict));
    }
}
