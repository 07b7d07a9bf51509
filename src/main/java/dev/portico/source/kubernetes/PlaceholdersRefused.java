package dev.portico.source.kubernetes;

import dev.portico.catalog.PlaceholderReader;
import dev.portico.platform.PorticoException;

/// For documents that stand in no repository.
final class PlaceholdersRefused implements PlaceholderReader {
    @Override
    public byte[] read(String target) {
        throw PorticoException.invalid(
                "Only documents of a Git repository can have placeholders that read other files.");
    }
}
