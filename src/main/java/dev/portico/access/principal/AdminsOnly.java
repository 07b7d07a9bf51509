package dev.portico.access.principal;

import dev.portico.access.Access;
import dev.portico.access.Permission;
import dev.portico.access.Verdict;
import dev.portico.access.Viewer;
import dev.portico.model.EntityFilter;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;

/// Lets admins do everything and others nothing; there where no policies are.
@DefaultBean
@Singleton
public final class AdminsOnly implements Access {
    @Override
    public Verdict verdict(Viewer viewer, Permission permission) {
        boolean scoped = viewer.scopes() == null || viewer.scopes().cover(permission);
        return viewer.admin() && scoped
                ? new Verdict.Allowed("admin")
                : new Verdict.Denied("Only admins may " + permission.tells() + ".");
    }

    @Override
    public EntityFilter readable(Viewer viewer) {
        return viewer.isSignedIn() ? EntityFilter.ALL : EntityFilter.NONE;
    }

    @Override
    public void require(Viewer viewer, Permission permission) {
        if (verdict(viewer, permission) instanceof Verdict.Denied(String because)) {
            throw new PorticoException(
                    viewer.isSignedIn() ? ErrorCode.FORBIDDEN : ErrorCode.UNAUTHENTICATED, because);
        }
    }

    @Override
    public long version() {
        return 0;
    }
}
