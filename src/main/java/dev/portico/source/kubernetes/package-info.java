/// Clusters as sources.
@NullMarked
package dev.portico.source.kubernetes;

import org.jspecify.annotations.NullMarked;
