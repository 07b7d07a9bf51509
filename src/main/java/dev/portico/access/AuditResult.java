package dev.portico.access;

/// What became of it.
public enum AuditResult {
    DONE,
    REFUSED,
    FAILED
}
