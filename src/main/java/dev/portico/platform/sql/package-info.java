/// A small JDBC runner for set-based SQL. Used by `*.store` packages only.
@NullMarked
package dev.portico.platform.sql;

import org.jspecify.annotations.NullMarked;
