/// Immutable JSON values and their canonical hash. Jackson stays inside.
@NullMarked
package dev.portico.platform.json;

import org.jspecify.annotations.NullMarked;
