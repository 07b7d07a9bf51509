/// Wiring, start-up report, health, the command line and [dev.portico.app.Main].
///
/// A start goes: find the configuration file, look at the few settings that are needed before
/// Quarkus, take the lock of the data folder, start PostgreSQL when none is configured, start
/// Quarkus. The end goes the other way round: PostgreSQL stops when Quarkus has stopped, and the
/// lock goes last.
@NullMarked
package dev.portico.app;

import org.jspecify.annotations.NullMarked;
