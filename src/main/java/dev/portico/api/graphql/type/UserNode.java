package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An entity of kind User.
@Name("User")
@Description("A person.")
public final class UserNode extends BaseNode implements EntityNode {
    UserNode(Entity entity) {
        super(entity);
    }

    @Description("How to show and reach it.")
    public ProfileNode getProfile() {
        return ProfileNode.from(spec().object("profile"));
    }
}
