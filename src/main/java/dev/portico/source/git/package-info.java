/// Git repositories and registered locations as sources.
@NullMarked
package dev.portico.source.git;

import org.jspecify.annotations.NullMarked;
