/// The language of the catalog: entities, refs, kinds, relations, filters, problems. Records only;
/// no framework, no clock, no I/O.
@NullMarked
package dev.portico.model;

import org.jspecify.annotations.NullMarked;
