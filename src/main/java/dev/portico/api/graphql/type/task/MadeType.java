package dev.portico.api.graphql.type.task;

import org.eclipse.microprofile.graphql.Description;

/// [dev.portico.template.Made.Type] by a name of its own in the schema.
@Description("What kind of thing a task made.")
public enum MadeType {
    REPOSITORY,
    PULL_REQUEST,
    LOCATION,
    ENTITY,
    OBJECT
}
