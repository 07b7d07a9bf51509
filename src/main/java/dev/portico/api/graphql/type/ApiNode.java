package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An entity of kind Api.
@Name("Api")
@Description("An interface that components provide and consume.")
public final class ApiNode extends BaseNode implements EntityNode {
    ApiNode(Entity entity) {
        super(entity);
    }

    @Nullable
    @Description("spec.type, such as openapi.")
    public String getType() {
        return specText("type");
    }

    @Nullable
    @Description("spec.lifecycle, such as production.")
    public String getLifecycle() {
        return specText("lifecycle");
    }

    @Nullable
    @Description("The definition itself, for example an OpenAPI document.")
    public String getDefinition() {
        return specText("definition");
    }
}
