/// Sources and their runs: what is read when, planned into deltas, guarded, recorded.
@NullMarked
package dev.portico.source;

import org.jspecify.annotations.NullMarked;
