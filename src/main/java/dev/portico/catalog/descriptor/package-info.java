/// YAML documents with positions: bytes in, documents or problems out. Pure.
@NullMarked
package dev.portico.catalog.descriptor;

import org.jspecify.annotations.NullMarked;
