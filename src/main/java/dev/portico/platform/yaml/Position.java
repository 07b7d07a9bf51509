package dev.portico.platform.yaml;

/// A place in a file; both numbers count from 1.
public record Position(int line, int column) {}
