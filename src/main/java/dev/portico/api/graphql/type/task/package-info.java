/// Types of the schema about running templates. Records made from those of `dev.portico.template`.
@NullMarked
@DefaultNonNull
package dev.portico.api.graphql.type.task;

import io.smallrye.graphql.api.DefaultNonNull;
import org.jspecify.annotations.NullMarked;
