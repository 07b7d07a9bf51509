package dev.portico.access.issuer;

import dev.portico.access.Viewer;
import dev.portico.access.issuer.Verifier.Terms;
import dev.portico.access.principal.Principal;
import org.jspecify.annotations.Nullable;

/// An issuer with one set of keys, as OpenID Connect has it.
///
/// @param scopes what its tokens are limited to; null for nothing
record OidcIssuer(Verifier verifier, Terms terms, Speaker speaker, Viewer.@Nullable Scopes scopes)
        implements Issuer {
    @Override
    public boolean claimsToMake(SignedText token) {
        return token.issuer().filter(issuer -> issuer.equals(terms.issuer())).isPresent();
    }

    @Override
    public Principal verify(SignedText token) {
        return speaker.principal(verifier.verify(token, terms)).limitedTo(scopes);
    }
}
