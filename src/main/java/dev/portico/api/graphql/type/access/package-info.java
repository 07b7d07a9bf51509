/// What GraphQL tells of callers and their credentials.
@NullMarked
package dev.portico.api.graphql.type.access;

import org.jspecify.annotations.NullMarked;
