/// Rows of the audit.
@NullMarked
package dev.portico.access.store;

import org.jspecify.annotations.NullMarked;
