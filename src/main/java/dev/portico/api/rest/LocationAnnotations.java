package dev.portico.api.rest;

/// The annotations that say where an entity was read.
final class LocationAnnotations {
    static final String MANAGED_BY = "backstage.io/managed-by-location";
    static final String MANAGED_BY_ORIGIN = "backstage.io/managed-by-origin-location";

    private LocationAnnotations() {}
}
