package dev.portico.api.graphql.type.access;

import dev.portico.access.Viewer;

/// Sorts of callers.
public enum ViewerType {
    USER,
    SERVICE,
    CI,
    ANONYMOUS,
    LOCAL;

    static ViewerType of(Viewer viewer) {
        return switch (viewer.type()) {
            case USER -> USER;
            case SERVICE -> SERVICE;
            case CI -> CI;
            case ANONYMOUS -> ANONYMOUS;
            case LOCAL -> LOCAL;
        };
    }
}
