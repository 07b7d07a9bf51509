/// Runtime state: what runs where, in which version, how healthy it is. Reduced observations of
/// clusters come in by [RuntimeWriter], what CI jobs report by [Deployments]; answers come from
/// memory by [RuntimeQuery]. Apart from entities: nothing here is in an entity's bytes, its etag or
/// the change log.
@NullMarked
package dev.portico.runtime;

import org.jspecify.annotations.NullMarked;
