/// Tokens that others sign: whether they are good, and who they speak of.
///
/// In: the text of a token. Out: a [dev.portico.access.principal.Principal]. Keys are asked for by
/// the one policy of outgoing requests and kept.
@NullMarked
package dev.portico.access.issuer;

import org.jspecify.annotations.NullMarked;
