package dev.portico.runtime;

import java.util.List;
import java.util.Map;

/// A policy of Kyverno, of any of its kinds.
///
/// @param mode `enforce` or `audit`, `deny`, `warn`; several joined by `, `
/// @param deprecated what to use instead, in a sentence; empty when it is not deprecated
public record Policy(
        ObjectKey key,
        String apiVersion,
        String title,
        String category,
        String severity,
        String description,
        String mode,
        List<String> rules,
        Verdict verdict,
        String deprecated)
        implements Observation {
    public Policy {
        rules = List.copyOf(rules);
    }

    @Override
    public Map<String, State> states() {
        return Map.of("health", State.of(verdict));
    }
}
