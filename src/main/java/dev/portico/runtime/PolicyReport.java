package dev.portico.runtime;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A report of a policy engine: a PolicyReport, ClusterPolicyReport, or a Report or ClusterReport
/// of OpenReports.
///
/// @param results at most 1,000
public record PolicyReport(ObjectKey key, List<Result> results) implements Observation {
    /// What one rule said of one object.
    ///
    /// @param subject the object; null when the report names none
    /// @param engine such as `kyverno`, `KyvernoValidatingPolicy`, `trivy`
    /// @param outcome `pass`, `fail`, `warn`, `error` or `skip`
    /// @param severity `critical`, `high`, `medium`, `low`, `info` or empty
    /// @param message at most 500 characters
    public record Result(
            @Nullable ObjectKey subject,
            String policy,
            String rule,
            String engine,
            String outcome,
            String severity,
            String category,
            String message,
            @Nullable Instant at) {}

    public PolicyReport {
        results = List.copyOf(results);
    }

    @Override
    public Map<String, State> states() {
        Map<String, State> states = new LinkedHashMap<>();
        for (Result result : results) {
            String facet = result.policy() + '/' + result.rule();
            String of = result.subject() == null ? "" : ' ' + result.subject().toString();
            states.put(facet + of, new State(result.outcome(), result.message()));
        }
        return states;
    }
}
