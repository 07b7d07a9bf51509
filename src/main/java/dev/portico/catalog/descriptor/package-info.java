/// YAML documents with positions: bytes in, documents or problems out. Pure.
///
/// [dev.portico.catalog.descriptor.DescriptorParser] splits a file at its document markers first,
/// so that a broken document never hides its neighbours, and then reads each document by itself.
@NullMarked
package dev.portico.catalog.descriptor;

import org.jspecify.annotations.NullMarked;
