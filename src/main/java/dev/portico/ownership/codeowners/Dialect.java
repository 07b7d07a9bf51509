package dev.portico.ownership.codeowners;

/// Whose rules a CODEOWNERS file is read by.
public enum Dialect {
    /// The last rule that matches counts; no exclusions, no character ranges; a folder means all
    /// below it. Lines with an owner that can't be one are left out.
    GITHUB,
    /// Sections, each with its own last match; a folder needs a slash at its end; `!` excludes.
    GITLAB,
    /// As GitHub, with groups (`@@@name members`), `!` to exclude, and lines of settings.
    BITBUCKET
}
