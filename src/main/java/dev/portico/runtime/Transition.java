package dev.portico.runtime;

import java.time.Instant;

/// A facet of an object that took another value. Kept 90 days.
///
/// @param cluster name of the cluster
/// @param facet as in [Observation#states()]
/// @param before empty when the object was new
/// @param after empty when the object went
public record Transition(
        String cluster,
        ObjectKey object,
        String facet,
        String before,
        String after,
        String reason,
        Instant at) {}
