/// Types of the schema about running templates. Records made from those of `dev.portico.template`.
@NullMarked
package dev.portico.api.graphql.type.task;

import org.jspecify.annotations.NullMarked;
