/// Rows of sources: leases, states, what the guard holds.
@NullMarked
package dev.portico.source.store;

import org.jspecify.annotations.NullMarked;
