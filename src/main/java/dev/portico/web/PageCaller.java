package dev.portico.web;

import dev.portico.access.CurrentViewer;
import dev.portico.access.DeveloperMode;
import dev.portico.access.Viewer;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/// Who looks at a page, for the head that all pages have.
@Named("caller")
@Singleton
public final class PageCaller {
    private final CurrentViewer current;
    private final DeveloperMode developer;

    PageCaller(CurrentViewer current, DeveloperMode developer) {
        this.current = current;
        this.developer = developer;
    }

    /// Whether whoever reaches the program is its admin.
    public boolean isDeveloping() {
        return developer.isOn();
    }

    /// Whether they have signed in, and can sign out.
    public boolean isSignedIn() {
        Viewer viewer = current.get();
        return viewer.isSignedIn() && !viewer.credential().equals(Viewer.LOCAL.credential());
    }

    public String getName() {
        return current.get().name();
    }
}
