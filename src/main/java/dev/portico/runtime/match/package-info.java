/// Which entity an object of a cluster belongs to, and why. Pure.
@NullMarked
package dev.portico.runtime.match;

import org.jspecify.annotations.NullMarked;
