package dev.portico.api.graphql.type;

import dev.portico.platform.json.JsonDifference;
import org.eclipse.microprofile.graphql.Description;

/// What happened at a place of a document.
@Description("What happened at a place of a document.")
public enum DifferenceKind {
    ADDED,
    CHANGED,
    REMOVED;

    static DifferenceKind of(JsonDifference.Kind kind) {
        return switch (kind) {
            case ADDED -> ADDED;
            case CHANGED -> CHANGED;
            case REMOVED -> REMOVED;
        };
    }
}
