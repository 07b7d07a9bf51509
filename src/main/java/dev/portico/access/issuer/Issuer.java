package dev.portico.access.issuer;

import dev.portico.access.principal.Principal;

/// One who signs tokens.
interface Issuer {
    /// Whether a token says it is of this issuer.
    boolean claimsToMake(SignedText token);

    /// Who a token speaks of; UNAUTHENTICATED with what is wrong, UNAVAILABLE while its keys can't
    /// be had.
    Principal verify(SignedText token);
}
