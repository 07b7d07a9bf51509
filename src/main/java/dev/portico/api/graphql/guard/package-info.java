/// What a GraphQL request may cost, and how its errors look.
@NullMarked
package dev.portico.api.graphql.guard;

import org.jspecify.annotations.NullMarked;
