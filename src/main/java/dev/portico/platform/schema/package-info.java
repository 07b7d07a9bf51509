/// JSON Schema: the one place that knows the validator library.
@NullMarked
package dev.portico.platform.schema;

import org.jspecify.annotations.NullMarked;
