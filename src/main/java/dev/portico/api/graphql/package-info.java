/// The GraphQL API. Translates; holds no logic.
@NullMarked
package dev.portico.api.graphql;

import org.jspecify.annotations.NullMarked;
