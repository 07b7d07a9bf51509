package dev.portico.api.graphql.type;

import org.eclipse.microprofile.graphql.Description;

/// Which way an order goes.
@Description("Which way an order goes.")
public enum OrderDirection {
    ASC,
    DESC
}
