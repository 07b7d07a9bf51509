package dev.portico.access.identity;

import dev.portico.access.CurrentViewer;
import dev.portico.access.Viewer;
import dev.portico.access.principal.Caller;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.inject.Singleton;

/// Who sent the request, as Quarkus carries it along.
@Singleton
final class CurrentIdentity implements CurrentViewer {
    private final CurrentIdentityAssociation current;

    CurrentIdentity(CurrentIdentityAssociation current) {
        this.current = current;
    }

    @Override
    public Viewer get() {
        return Arc.container().requestContext().isActive()
                ? Caller.viewer(current.getIdentity())
                : Viewer.ANONYMOUS;
    }
}
