package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// An entity of kind Location.
@Name("Location")
@Description("A document that points to further documents.")
public final class LocationNode extends BaseNode implements EntityNode {
    LocationNode(Entity entity) {
        super(entity);
    }

    @Nullable
    @Description("spec.type, such as url.")
    public String getType() {
        return specText("type");
    }

    @Nullable
    @Description("Where it points.")
    public String getTarget() {
        return specText("target");
    }

    @Description("Where it points, when to several places.")
    public List<@NonNull String> getTargets() {
        return spec().texts("targets");
    }

    @Nullable
    @Description("'required' or 'optional': whether a missing target is a problem.")
    public String getPresence() {
        return specText("presence");
    }
}
