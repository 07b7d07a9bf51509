/// What GraphQL says of ownership: claims, what became of them, and findings.
@NullMarked
package dev.portico.api.graphql.type.ownership;

import org.jspecify.annotations.NullMarked;
