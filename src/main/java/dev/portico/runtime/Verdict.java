package dev.portico.runtime;

/// A health and why, in a sentence for people: `2 of 3 replicas are ready; pod orders-7d: cannot
/// pull image …`. Empty when there is nothing to say.
public record Verdict(Health health, String reason) {
    public static final Verdict HEALTHY = new Verdict(Health.HEALTHY, "");
}
