package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An entity of kind AiResource.
@Name("AiResource")
@Description("A skill, rule or plugin for AI agents.")
public final class AiResourceNode extends BaseNode implements EntityNode {
    AiResourceNode(Entity entity) {
        super(entity);
    }

    @Nullable
    @Description("spec.type, such as skill.")
    public String getType() {
        return specText("type");
    }

    @Nullable
    @Description("spec.lifecycle, such as production.")
    public String getLifecycle() {
        return specText("lifecycle");
    }
}
