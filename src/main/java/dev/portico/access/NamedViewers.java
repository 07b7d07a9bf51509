package dev.portico.access;

/// Makes viewers of names, to be asked about.
public interface NamedViewers {
    /// Someone as they would be if they came now, without scopes and claims of a credential.
    /// INVALID_INPUT for a name that says not what sort of caller it is.
    ///
    /// @param name as [Viewer#name]; a user may be named without `user:default/`
    Viewer named(String name);
}
