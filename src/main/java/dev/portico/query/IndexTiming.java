package dev.portico.query;

import java.time.Duration;

/// How often an index does what it does by the clock.
///
/// @param check how long it takes to compare the whole index with the database; zero: never
/// @param commit how long what was followed may not be on disk; then it is followed once more
record IndexTiming(Duration check, Duration commit) {
    static final Duration COMMIT = Duration.ofSeconds(5);
}
