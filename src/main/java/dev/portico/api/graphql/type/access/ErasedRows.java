package dev.portico.api.graphql.type.access;

import org.eclipse.microprofile.graphql.Description;

/// How much of a table was erased.
@Description("How many rows of a table were removed or changed.")
public record ErasedRows(@Description("Name of the table.") String table, int rows) {}
