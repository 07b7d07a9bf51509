package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An entity of kind Resource.
@Name("Resource")
@Description("What a component needs to run: a database, a bucket, a queue.")
public final class ResourceNode extends BaseNode implements EntityNode {
    ResourceNode(Entity entity) {
        super(entity);
    }

    @Nullable
    @Description("spec.type, such as database.")
    public String getType() {
        return specText("type");
    }
}
