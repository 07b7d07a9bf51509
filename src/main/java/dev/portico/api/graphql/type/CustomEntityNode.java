package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An entity of kind CustomEntity.
@Name("CustomEntity")
@Description("An entity of a kind that is not built in. Its fields are in spec.")
public final class CustomEntityNode extends BaseNode implements EntityNode {
    CustomEntityNode(Entity entity) {
        super(entity);
    }

    @Nullable
    @Description("spec.type, such as postgres.")
    public String getType() {
        return specText("type");
    }
}
