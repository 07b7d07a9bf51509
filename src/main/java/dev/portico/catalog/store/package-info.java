/// The tables of the catalog; one class per SQL operation.
@NullMarked
package dev.portico.catalog.store;

import org.jspecify.annotations.NullMarked;
