/// The audit as OpenTelemetry has logs. Nothing of the library is loaded while no collector is
/// configured.
@NullMarked
package dev.portico.access.telemetry;

import org.jspecify.annotations.NullMarked;
