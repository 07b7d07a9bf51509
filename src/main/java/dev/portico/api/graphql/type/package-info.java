/// The types of the GraphQL schema. Public because the GraphQL runtime calls them by reflection;
/// used by `api.graphql` alone.
@NullMarked
@DefaultNonNull
package dev.portico.api.graphql.type;

import io.smallrye.graphql.api.DefaultNonNull;
import org.jspecify.annotations.NullMarked;
