/// Credentials that the program gave out, hashes alone, and the rows of the audit.
@NullMarked
package dev.portico.access.store;

import org.jspecify.annotations.NullMarked;
