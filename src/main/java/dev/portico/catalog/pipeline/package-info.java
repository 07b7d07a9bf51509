/// From a parsed document to a declaration: envelope, kind schema, relations, merge. Pure.
@NullMarked
package dev.portico.catalog.pipeline;

import org.jspecify.annotations.NullMarked;
