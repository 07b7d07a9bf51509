package dev.portico.model;

/// How bad a problem is: an error keeps a document out of the catalog, a warning does not.
public enum Severity {
    ERROR,
    WARNING
}
