package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An entity of kind Component.
@Name("Component")
@Description("A piece of software: a service, a website, a library.")
public final class ComponentNode extends BaseNode implements EntityNode {
    ComponentNode(Entity entity) {
        super(entity);
    }

    @Nullable
    @Description("spec.type, such as service.")
    public String getType() {
        return specText("type");
    }

    @Nullable
    @Description("spec.lifecycle, such as production.")
    public String getLifecycle() {
        return specText("lifecycle");
    }
}
