/// Types of the schema about who did what and who may. Records made from those of
/// `dev.portico.access`.
@NullMarked
@DefaultNonNull
package dev.portico.api.graphql.type.audit;

import io.smallrye.graphql.api.DefaultNonNull;
import org.jspecify.annotations.NullMarked;
