package dev.portico.api.graphql.type;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A page of changes.
@Name("EntityVersionConnection")
@Description("A page of versions of entities, oldest first.")
public record VersionConnection(
        @Description("What the changes left.") List<@NonNull EntityVersion> nodes,
        @Description("Where the page stands.") PageInfoNode pageInfo) {}
