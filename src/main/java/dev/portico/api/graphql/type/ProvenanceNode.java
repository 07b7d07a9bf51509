package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// Where an entity comes from, by the annotations that the catalog sets.
@Name("Provenance")
@Description("Where an entity's declaration was read. why(ref) tells the source, commit and line.")
public record ProvenanceNode(
        @Nullable @Description("The file that declares it, as type:target.") String location,
        @Nullable @Description("The location everything started from, as type:target.")
                String originLocation,
        @Nullable @Description("The folder of its source code, as type:target.")
                String sourceLocation,
        @Nullable @Description("Where people can see the declaration.") String viewUrl,
        @Nullable @Description("Where people can change the declaration.") String editUrl) {
    static ProvenanceNode of(Entity entity) {
        return new ProvenanceNode(
                entity.annotation("backstage.io/managed-by-location").orElse(null),
                entity.annotation("backstage.io/managed-by-origin-location").orElse(null),
                entity.annotation("backstage.io/source-location").orElse(null),
                entity.annotation("backstage.io/view-url").orElse(null),
                entity.annotation("backstage.io/edit-url").orElse(null));
    }
}
