/// What GraphQL tells of callers and their credentials.
@NullMarked
@DefaultNonNull
package dev.portico.api.graphql.type.access;

import io.smallrye.graphql.api.DefaultNonNull;
import org.jspecify.annotations.NullMarked;
