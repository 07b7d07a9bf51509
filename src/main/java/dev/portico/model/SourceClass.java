package dev.portico.model;

/// The class of a source, in the order in which it makes a declaration primary: the first wins.
public enum SourceClass {
    GIT,
    PUSH,
    DIRECTORY,
    KUBERNETES
}
