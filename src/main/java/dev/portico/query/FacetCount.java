package dev.portico.query;

/// How many entities have a value, in the case it was written.
public record FacetCount(String value, long count) {}
