package dev.portico.api.graphql.type;

import dev.portico.catalog.Change;
import org.eclipse.microprofile.graphql.Description;

/// What happened to an entity.
@Description("What happened to an entity.")
public enum ChangeType {
    CREATED,
    UPDATED,
    REMOVED;

    static ChangeType of(Change.Type type) {
        return switch (type) {
            case CREATED -> CREATED;
            case UPDATED -> UPDATED;
            case REMOVED -> REMOVED;
        };
    }
}
