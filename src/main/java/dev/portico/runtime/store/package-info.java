/// The rows of the runtime state.
@NullMarked
package dev.portico.runtime.store;

import org.jspecify.annotations.NullMarked;
