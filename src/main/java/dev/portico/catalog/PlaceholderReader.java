package dev.portico.catalog;

/// Reads what `$text`, `$json` and `$yaml` point to, at the same commit as the file itself.
@FunctionalInterface
public interface PlaceholderReader {
    /// @param target as written: relative to the file, `/` for the root of the repository, or a URL
    /// @return the bytes; PorticoException when it does not exist, is too large or not allowed
    byte[] read(String target);
}
