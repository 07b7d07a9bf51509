/// Finds out who sent a request, before any edge sees it.
///
/// In: what the request brings. Out: the identity that Quarkus carries along, or an answer that
/// says what is wrong with a credential.
@NullMarked
package dev.portico.access.identity;

import org.jspecify.annotations.NullMarked;
