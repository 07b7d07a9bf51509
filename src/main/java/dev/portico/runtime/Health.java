package dev.portico.runtime;

import java.util.Collection;

/// How something does, in the words of Argo CD; the later the worse.
public enum Health {
    HEALTHY,
    /// Told to rest: scaled to zero, paused, suspended.
    SUSPENDED,
    /// On its way and not too late.
    PROGRESSING,
    /// Nothing can be said.
    UNKNOWN,
    /// Should be there and is not.
    MISSING,
    /// Does not do what it should.
    DEGRADED;

    /// The worst of several; UNKNOWN of none.
    public static Health worst(Collection<Health> several) {
        return several.stream().max(Enum::compareTo).orElse(UNKNOWN);
    }
}
