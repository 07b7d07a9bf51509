/// Credentials that the program gave out, in PostgreSQL: hashes alone.
@NullMarked
package dev.portico.access.store;

import org.jspecify.annotations.NullMarked;
