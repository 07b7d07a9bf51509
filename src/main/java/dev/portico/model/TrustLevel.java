package dev.portico.model;

/// What a source may say. `CATALOG`: Component, API, Resource, System, Domain, Location (and other
/// kinds that a kind definition opens to it). `PLATFORM`: also User, Group, Template and every
/// kind of `portico.dev/*`.
public enum TrustLevel {
    CATALOG,
    PLATFORM;

    /// True when something that needs `required` is allowed at this level.
    public boolean allows(TrustLevel required) {
        return compareTo(required) >= 0;
    }
}
