package dev.portico.runtime;

import java.time.Instant;

/// A facet of an object that took another value. Kept 90 days. A rule of a policy that only passes
/// or skips an object makes none when the object comes or goes.
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
