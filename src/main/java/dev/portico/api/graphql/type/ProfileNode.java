package dev.portico.api.graphql.type;

import dev.portico.platform.json.JsonObject;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// The profile of a user or group.
@Name("Profile")
@Description("How to show and reach a user or group.")
public record ProfileNode(
        @Nullable String displayName, @Nullable String email, @Nullable String picture) {
    static ProfileNode from(JsonObject profile) {
        return new ProfileNode(
                profile.text("displayName").orElse(null),
                profile.text("email").orElse(null),
                profile.text("picture").orElse(null));
    }
}
