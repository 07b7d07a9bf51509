package dev.portico.platform.sql;

/// Whose the database is.
public enum DatabaseOrigin {
    /// The program's own, which no other program uses.
    EMBEDDED,
    /// A configured one, which several nodes may share.
    EXTERNAL
}
