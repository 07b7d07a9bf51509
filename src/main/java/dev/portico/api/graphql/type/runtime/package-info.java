/// Types of the schema about what runs where. Records made from those of `dev.portico.runtime`.
@NullMarked
@DefaultNonNull
package dev.portico.api.graphql.type.runtime;

import io.smallrye.graphql.api.DefaultNonNull;
import org.jspecify.annotations.NullMarked;
