/// Types of the schema about what runs where. Records made from those of `dev.portico.runtime`.
@NullMarked
package dev.portico.api.graphql.type.runtime;

import org.jspecify.annotations.NullMarked;
