package dev.portico.access;

/// Who is calling.
///
/// @param name as it appears as the actor of a change, for example `user:default/ann` or `local`
public record Viewer(String name) {
    /// Whoever reaches the program while there is no sign-in.
    public static final Viewer LOCAL = new Viewer("local");
}
