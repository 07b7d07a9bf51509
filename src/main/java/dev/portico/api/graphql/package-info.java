/// The GraphQL API: translates a request for `query`, `catalog` and `source`, and their answers
/// back. `type` holds the types of the schema, `guard` the limits and the form of errors. Every
/// field that leads to another entity is resolved for a whole level at once (see
/// [dev.portico.api.graphql.EntityLoader]). Requests run on worker threads and may block.
@NullMarked
@DefaultNonNull
package dev.portico.api.graphql;

import io.smallrye.graphql.api.DefaultNonNull;
import org.jspecify.annotations.NullMarked;
