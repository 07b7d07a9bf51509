package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An entity of kind Domain.
@Name("Domain")
@Description("An area of the business that systems serve.")
public final class DomainNode extends BaseNode implements EntityNode {
    DomainNode(Entity entity) {
        super(entity);
    }

    @Nullable
    @Description("spec.type, such as product-area.")
    public String getType() {
        return specText("type");
    }
}
