/// What GraphQL says of ownership: claims, what became of them, and findings.
@NullMarked
@DefaultNonNull
package dev.portico.api.graphql.type.ownership;

import io.smallrye.graphql.api.DefaultNonNull;
import org.jspecify.annotations.NullMarked;
