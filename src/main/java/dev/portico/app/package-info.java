/// Wiring, start-up report, health, the command line and [dev.portico.app.Main].
@NullMarked
package dev.portico.app;

import org.jspecify.annotations.NullMarked;
