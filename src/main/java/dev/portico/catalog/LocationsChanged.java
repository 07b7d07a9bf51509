package dev.portico.catalog;

/// Fired after a location was registered, changed or removed.
public record LocationsChanged() {}
