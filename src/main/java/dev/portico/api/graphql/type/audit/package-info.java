/// Types of the schema about who did what and who may. Records made from those of
/// `dev.portico.access`.
@NullMarked
package dev.portico.api.graphql.type.audit;

import org.jspecify.annotations.NullMarked;
