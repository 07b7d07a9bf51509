package dev.portico.platform;

import java.util.Optional;

/// Something a person should know when the program has started, for example a setting that opens
/// what is closed by default. All implementations are collected by CDI and printed by `app`.
public interface StartupNotice {
    /// One sentence, empty when there is nothing to say.
    Optional<String> text();
}
