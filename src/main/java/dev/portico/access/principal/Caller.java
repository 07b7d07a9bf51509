package dev.portico.access.principal;

import dev.portico.access.Viewer;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import org.jspecify.annotations.Nullable;

/// Someone who calls again and again with one credential: the identity that Quarkus passes on is
/// made once, and anew when the directory says something else of them.
public final class Caller {
    private static final String VIEWER = "portico.viewer";

    private final Principal principal;
    private volatile @Nullable Made made;

    private record Made(long version, SecurityIdentity identity) {}

    public Caller(Principal principal) {
        this.principal = principal;
    }

    public Principal principal() {
        return principal;
    }

    public SecurityIdentity identity(Viewers viewers) {
        long version = viewers.version();
        @Nullable Made last = made;
        if (last != null && last.version() == version) {
            return last.identity();
        }
        Viewer viewer = viewers.of(principal);
        SecurityIdentity identity =
                last != null && viewer(last.identity()).equals(viewer)
                        ? last.identity()
                        : identity(viewer);
        made = new Made(version, identity);
        return identity;
    }

    /// A viewer as Quarkus passes it on.
    public static SecurityIdentity identity(Viewer viewer) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(viewer.name()))
                .setAnonymous(!viewer.isSignedIn())
                .addAttribute(VIEWER, viewer)
                .build();
    }

    /// Who an identity is; nobody when it was not made here.
    public static Viewer viewer(SecurityIdentity identity) {
        @Nullable Viewer viewer = identity.getAttribute(VIEWER);
        return viewer == null ? Viewer.ANONYMOUS : viewer;
    }
}
