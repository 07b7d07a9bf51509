/// The one read path: an index in the process that follows the change log and answers every
/// catalog question from memory. Uses `catalog` for the change log, never the database.
@NullMarked
package dev.portico.query;

import org.jspecify.annotations.NullMarked;
