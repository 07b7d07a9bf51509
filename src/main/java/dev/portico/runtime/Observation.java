package dev.portico.runtime;

import java.util.Locale;
import java.util.Map;

/// What is kept of one object of a cluster. Never the whole object.
public sealed interface Observation
        permits Workload,
                Application,
                ApplicationSet,
                PlatformApi,
                PlatformResource,
                Policy,
                PolicyReport {
    ObjectKey key();

    /// What of it has a history: by facet (`health`, `sync`, or a policy and rule as
    /// `require-limits/memory`) its value in lower case and the reason. A facet whose value changes
    /// makes a [Transition]; a changed reason alone does not.
    Map<String, State> states();

    /// @param value such as `degraded`, `outofsync`, `fail`
    record State(String value, String reason) {
        static State of(Verdict verdict) {
            return new State(verdict.health().name().toLowerCase(Locale.ROOT), verdict.reason());
        }
    }
}
