package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An entity of kind Group.
@Name("Group")
@Description("A team or another unit of the organisation.")
public final class GroupNode extends BaseNode implements EntityNode {
    GroupNode(Entity entity) {
        super(entity);
    }

    @Nullable
    @Description("spec.type, such as team.")
    public String getType() {
        return specText("type");
    }

    @Description("How to show and reach it.")
    public ProfileNode getProfile() {
        return ProfileNode.from(spec().object("profile"));
    }
}
