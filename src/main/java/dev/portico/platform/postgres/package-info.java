/// Runs the embedded PostgreSQL that serves when no database is configured.
@NullMarked
package dev.portico.platform.postgres;

import org.jspecify.annotations.NullMarked;
