package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An entity of kind System.
@Name("System")
@Description("Components, APIs and resources that belong together.")
public final class SystemNode extends BaseNode implements EntityNode {
    SystemNode(Entity entity) {
        super(entity);
    }

    @Nullable
    @Description("spec.type, such as product.")
    public String getType() {
        return specText("type");
    }
}
